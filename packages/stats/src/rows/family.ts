import type { Data } from "../fit/readData.js";
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
  readonly estimate: (summary: Summary) => RowFit<P, D>;
}

/** A family whose fit needs sufficient statistics only, so that parts of the data can come one after the other. */
export interface SummedFamily<Input, P, D, Summary> extends RowFamily<Input, P, D> {
  readonly record: RowRecord<Input, P, D> & { readonly sufficient: Sums<Input, P, D, Summary> };
}

/** Makes one. */
export function summedFamily<Input, P, D, Summary>(
  name: string,
  make: (parameters: P) => D,
  sufficient: Sums<Input, P, D, Summary>,
): SummedFamily<Input, P, D, Summary> {
  const fitRows = (data: Input, { weights }: RowFitOptions) =>
    sufficient.estimate(sufficient.of(data, weights));
  return Object.assign((parameters: P) => make(parameters), { record: { name, fitRows, sufficient } });
}
