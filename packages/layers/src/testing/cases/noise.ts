import { Affine, Dropout, GaussianNoise, WeightNoise } from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { dropoutLaw, noisyAffineLaw } from "../oracles/laws.js";
import { affineAt } from "../oracles/parts.js";
import { fill } from "../oracles/plain.js";

export const noiseCases: readonly LayerCase[] = [
  {
    name: "Dropout",
    make: () => new Dropout(0.4),
    inputs: [[4, 5]],
    output: [4, 5],
    expected: ([x]) => x!,
    random: ([x]) => dropoutLaw(x!, 0.4),
  },
  {
    name: "GaussianNoise",
    make: () => new GaussianNoise(0.3),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x]) => x!,
    random: ([x]) => ({ mean: x!, deviation: fill(x!.shape, () => 0.3) }),
  },
  {
    name: "WeightNoise",
    make: (dtype) => new WeightNoise(new Affine(3, 2, { dtype }), 0.1),
    inputs: [[2, 3]],
    output: [2, 2],
    expected: ([x], variable) => affineAt(x!, variable, "layer"),
    random: ([x], variable) => noisyAffineLaw(x!, affineAt(x!, variable, "layer"), 0.1),
    wrong: { inputs: [[2, 4]], message: 'Affine "layer": expected input [*, 3], got [2, 4]' },
  },
];
