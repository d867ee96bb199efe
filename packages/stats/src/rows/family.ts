import { type Data, readWeights } from "../fit/readData.js";
import { eachRow, type RowData, readRows } from "./readRows.js";
import type { Resampling } from "./resampling.js";
import type { RowFit } from "./result.js";

/**
 * What a family says whose data aren't numbers, or whose parameters aren't: how it is fitted. Rows, labels and mixtures have one
 * each, and `fit` takes them all.
 */
export interface RowRecord<Input, P, D, Options = RowFitOptions> {
  readonly name: string;
  /** The maximum of the likelihood. DataError for data that no parameters allow, with row and column. */
  readonly fitRows: (data: Input, options: Options) => RowFit<P, D>;
}

/** A family, called with parameters for one of its distributions. */
export interface RowFamily<Input, P, D, Options = RowFitOptions> {
  (parameters: P): D;
  readonly record: RowRecord<Input, P, D, Options>;
}

export interface RowFitOptions {
  /** How much each row counts: at least 0, 1 by default. */
  readonly weights?: Data;
}

/** Sufficient statistics, which those of parts merge into. */
export interface Sums<Input, P, D, Summary> {
  readonly of: (data: Input, weights: Data | undefined) => Summary;
  readonly merge: (a: Summary, b: Summary) => Summary;
  /** With the rows to resample, where they are there. */
  readonly estimate: (summary: Summary, resampling?: Resampling<P>) => RowFit<P, D>;
}

/** A family whose fit needs sufficient statistics only, so that parts of the data can come one after the other. */
export interface SummedFamily<Input, P, D, Summary> extends RowFamily<Input, P, D> {
  readonly record: RowRecord<Input, P, D> & { readonly sufficient: Sums<Input, P, D, Summary> };
}

/** Makes one of rows of numbers. */
export function summedFamily<P, D, Summary>(
  name: string,
  make: (parameters: P) => D,
  sufficient: Sums<RowData, P, D, Summary>,
): SummedFamily<RowData, P, D, Summary> {
  const fitRows = (data: RowData, { weights }: RowFitOptions) => {
    const summary = sufficient.of(data, weights);
    // A copy: the caller may change the rows before they are resampled.
    const matrix = readRows(`fit ${name}`, data);
    let kept: RowData | undefined;
    return sufficient.estimate(summary, {
      weights: weights
        ? readWeights(`fit ${name}`, weights, matrix.rows)
        : new Float64Array(matrix.rows).fill(1),
      refit: (drawn) => {
        kept ??= eachRow(matrix);
        return sufficient.estimate(sufficient.of(kept, drawn));
      },
    });
  };
  return Object.assign((parameters: P) => make(parameters), { record: { name, fitRows, sufficient } });
}
