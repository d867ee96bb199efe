import type { MinimizeOptions } from "@mebae/optimizers";
import type { Key } from "@mebae/tensor";
import type { Parameters } from "../record.js";
import type { RowFitOptions } from "../rows/family.js";
import type { MixtureParameters } from "./mixtureDistribution.js";

export interface MixtureOptions extends RowFitOptions {
  /** How many times EM starts from random centres; 10 by default. The best maximum is kept. */
  readonly starts?: number;
  /** Of the starts; `new Key(0)` by default. */
  readonly key?: Key;
  /** Where to start instead. */
  readonly start?: MixtureParameters;
  /** Known parameters of each component, such as a number of trials. */
  readonly fixed?: readonly (Parameters | undefined)[];
  /** Called after each step of EM; false ends that start. */
  readonly onIteration?: (state: { start: number; iteration: number; logLikelihood: number }) => unknown;
  /** Of Newton's search at the end. */
  readonly search?: MinimizeOptions;
}
