import type { MinimizeOptions } from "@mebae/optimizers";
import { currentBackend, tensor } from "@mebae/tensor";
import type { Draws } from "../draws.js";
import { resample } from "../intervals/resample.js";
import { type Maximum, maximize } from "./maximize.js";
import type { ParameterSet } from "./parameterSet.js";
import type { KeptRows } from "./rows.js";
import { type LogDensity, TensorLikelihood } from "./tensorLikelihood.js";

/** A likelihood that can be maximized again: of the same data, or of others drawn from them. */
export class Problem {
  constructor(
    readonly parameters: ParameterSet,
    private readonly density: LogDensity,
    private readonly rows: KeptRows,
    private readonly options: MinimizeOptions | undefined,
  ) {}

  /** The number of rows, or the sum of their weights. */
  get count(): number {
    const { shape, weights } = this.rows;
    return weights ? weights.reduce((sum, weight) => sum + weight, 0) : shape[0]!;
  }

  maximize(start: Float64Array, rows = this.rows): Maximum {
    return this.with((likelihood) => maximize(likelihood, this.parameters, start, this.options), rows);
  }

  /** Makes the likelihood for as long as it is used. */
  with<T>(use: (likelihood: TensorLikelihood) => T, { values, shape, weights } = this.rows): T {
    const kept = { dtype: "float64", backend: currentBackend() } as const;
    using data = tensor(values, { ...kept, shape });
    using counts = weights && tensor(weights, kept);
    using likelihood = new TensorLikelihood(this.density, this.parameters, data, counts);
    return use(likelihood);
  }

  /**
   * As many rows as there are, drawn with replacement (Efron 1979): the rows themselves, since a density may give their sum alone, or
   * where they have weights, so that it can't, by other weights.
   */
  resample(draws: Draws): KeptRows {
    const { values, shape, weights } = this.rows;
    const count = shape[0]!;
    const indices = Float64Array.from({ length: count }, (_, i) => i);
    const drawn = resample({ exact: { values: indices, ...(weights && { weights }) } }, draws).exact!;
    if (weights) {
      const others = new Float64Array(count);
      for (const [i, row] of drawn.values.entries()) others[row] = drawn.weights![i]!;
      return { values, shape, weights: others };
    }
    const width = values.length / count;
    const rows = new Float64Array(values.length);
    let at = 0;
    for (const [i, row] of drawn.values.entries())
      for (let times = drawn.weights![i]!; times > 0; times--, at += width)
        rows.set(values.subarray(row * width, (row + 1) * width), at);
    return { values: rows, shape, weights };
  }
}
