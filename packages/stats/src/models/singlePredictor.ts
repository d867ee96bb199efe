import { UsageError } from "@mebae/tensor";
import type { Interval } from "../intervals/interval.js";
import type { Predictors } from "./design.js";
import type { Estimate } from "./estimate.js";
import { profileInterval } from "./profile.js";
import { readOffset } from "./response.js";
import { type Fitted, type LinearPredictor, RegressionResult } from "./result.js";

/** A number for each coefficient, by its column's name. */
export type ByName<T = number> = Readonly<Record<string, T>>;

/** A regression with one linear predictor, which has a z-test of each coefficient. */
export abstract class SinglePredictorResult extends RegressionResult<ByName, ByName<Interval>> {
  constructor(
    fit: Omit<Fitted, "names" | "covariance" | "values" | "k" | "status" | "iterations">,
    protected readonly estimate: Estimate,
    protected readonly offset: Float64Array | undefined,
  ) {
    super({ ...fit, ...estimate, names: fit.design.names });
  }

  /** coefficient/standard error */
  get z(): ByName {
    return this.arranged([...this.statistics]);
  }

  /**
   * x·β + offset of other rows, with standard errors.
   * @throws DataError, UsageError for rows unlike the data's
   */
  linearPredictor(
    rows: Predictors,
    { offset }: { readonly offset?: ArrayLike<number> } = {},
  ): LinearPredictor {
    const design = this.read(rows, "linearPredictor");
    return this.predictedWithErrors(design, 0, this.offsetOf(offset, design.rows));
  }

  /** Its values alone. */
  protected eta(rows: Predictors, offset: ArrayLike<number> | undefined): Float64Array {
    const design = this.read(rows, "predict");
    return this.predicted(design, 0, this.offsetOf(offset, design.rows));
  }

  protected offsetOf(offset: ArrayLike<number> | undefined, rows: number): Float64Array | undefined {
    if (this.offset && !offset)
      throw new UsageError(`${this.fit.name}: expected an offset for each row, as the data had one`);
    return readOffset(this.fit.name, offset, rows);
  }

  protected override arranged<T>(entries: readonly T[]): ByName<T> {
    return Object.fromEntries(this.names.map((name, i) => [name, entries[i]!]));
  }

  protected override profiled(place: number, level: number): Interval {
    const { search } = this.estimate;
    return profileInterval(search, search.places.indexOf(place), this.errors[place]!, level);
  }
}
