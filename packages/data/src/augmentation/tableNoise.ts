import { add, mul, normal, ShapeError, scope, tensor } from "@mebae/tensor";
import type { Augmentation } from "./augmentation.js";
import { checkAmount, indicesOf } from "./draws.js";

export interface TableNoiseOptions {
  /** The noise's standard deviation; prepared columns have one of 1. Default 0.1. */
  readonly amount?: number;
  /** Which columns get noise, counted from 0; all by default, those of categories among them. */
  readonly columns?: readonly number[];
}

/**
 * Normal noise on the columns of a table [n, k]: to a network of smooth functions a penalty on its slopes (Bishop 1995,
 * "Training with noise is equivalent to Tikhonov regularization").
 */
export function tableNoise({ amount = 0.1, columns }: TableNoiseOptions = {}): Augmentation {
  checkAmount("tableNoise", "amount", amount);
  return {
    name: "tableNoise",
    apply: (batch, key) => {
      const { x } = batch;
      if (x.rank !== 2 || x.dtype !== "float32") {
        throw new ShapeError(
          `tableNoise: expected float32 rows [n, k], got ${x.dtype} [${x.shape.join(", ")}]`,
        );
      }
      const width = x.shape[1]!;
      const outside = columns?.find((column) => !Number.isInteger(column) || column < 0 || column >= width);
      if (outside !== undefined)
        throw new ShapeError(`tableNoise: there is no column ${outside} of ${width}`);
      if (amount === 0) return batch;
      return scope(() => {
        const draws = normal(key.each(indicesOf(batch)), x.shape, { backend: x.backend });
        const amounts = Float32Array.from({ length: width }, (_, i) =>
          columns === undefined || columns.includes(i) ? amount : 0,
        );
        return { ...batch, x: add(x, mul(draws, tensor(amounts, { backend: x.backend }))) };
      });
    },
  };
}
