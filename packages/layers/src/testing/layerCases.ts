import { activationsCases } from "./cases/activations.js";
import { compositesCases } from "./cases/composites.js";
import { featuresCases } from "./cases/features.js";
import { linearCases } from "./cases/linear.js";
import { noiseCases } from "./cases/noise.js";
import { normsCases } from "./cases/norms.js";
import { sequencesCases } from "./cases/sequences.js";
import { windowsCases } from "./cases/windows.js";
import type { LayerCase } from "./layerCase.js";

/** Every layer's cases, which all go through the same tests. */
export const layerCases: readonly LayerCase[] = [
  ...linearCases,
  ...activationsCases,
  ...normsCases,
  ...noiseCases,
  ...windowsCases,
  ...sequencesCases,
  ...compositesCases,
  ...featuresCases,
];
