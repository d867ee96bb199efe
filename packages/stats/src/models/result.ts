import { UsageError } from "@mebae/tensor";
import { InformationCriteria } from "../compare/criteria.js";
import { type Interval, noInterval, normalRadius } from "../intervals/interval.js";
import { logNormalCdf } from "../special/normal.js";
import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import type { Status } from "../status.js";
import { type Design, inUnit, linearPredictor, type Predictors, readDesign } from "./design.js";
import { summaryTable } from "./summary.js";

export interface RegressionIntervalOptions {
  /** 0.95 by default. */
  readonly level?: number;
  /** `profile`, the default, follows the likelihood itself; `wald` is estimate ± quantile·standard error. */
  readonly method?: "profile" | "wald";
}

/** The linear predictor of rows, on its own scale. */
export interface LinearPredictor {
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
}

/** What all regressions have found: coefficients in a fixed order, with their covariance, in the units of design and response. */
export interface Fitted {
  /** The function that was called. */
  readonly name: string;
  readonly design: Design;
  /** Of the response's unit, 2^exponent; 0, the unit 1, by default. */
  readonly exponent?: number;
  /** Of all coefficients. */
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly covariance: Float64Array;
  readonly status: Status;
  readonly logLikelihood: number;
  readonly n: number;
  readonly k: number;
  readonly iterations: number;
}

/** A regression by maximum likelihood. `Numbers` and `Ranges` are the shapes in which coefficients are named. */
export abstract class RegressionResult<Numbers, Ranges> extends InformationCriteria {
  /** What the rows of `covariance` are of. */
  readonly names: readonly string[];
  /**
   * Whether the coefficients are the maximum: `boundary` for separated data, whose coefficients stand where the search ended on
   * their way to infinity, `notIdentifiable` where columns are combinations of others, whose coefficients are then 0. Always
   * look.
   */
  readonly status: Status;
  readonly logLikelihood: number;
  /** The number of rows, or the sum of their weights. */
  readonly n: number;
  /** The number of parameters that were free. */
  readonly k: number;
  /** Newton's steps: how many there were. */
  readonly iterations: number;
  protected readonly fit: Fitted;

  constructor(fit: Fitted) {
    super();
    this.fit = fit;
    this.names = fit.names;
    this.status = fit.status;
    this.logLikelihood = fit.logLikelihood;
    this.n = fit.n;
    this.k = fit.k;
    this.iterations = fit.iterations;
  }

  /** How far the fit is from one that has a parameter for each row: twice the log of their likelihood ratio. */
  abstract readonly deviance: number;
  /** The deviance of the model that has only the intercept (or nothing, without one) and the offset. */
  abstract readonly nullDeviance: number;

  /** By name. */
  get coefficients(): Numbers {
    return this.arranged([...this.inUnits(this.fit.values)]) as Numbers;
  }

  /** Square roots of the covariance's diagonal, also where numbers don't hold that; NaN where there is no maximum that tells them. */
  get standardErrors(): Numbers {
    return this.arranged([...this.inUnits(this.errors)]) as Numbers;
  }

  /** P(a statistic as far from 0 | the coefficient is 0), by the statistic's distribution. */
  get pValues(): Numbers {
    return this.arranged([...this.statistics].map((statistic) => this.twoSided(statistic))) as Numbers;
  }

  /**
   * Of the coefficients in the order of `names`: the inverse of the observed information. Entries that no float64 holds, as the
   * squares of errors of 1e200 and 1e-200, are ±Infinity or 0.
   */
  get covariance(): number[][] {
    const size = this.names.length;
    const { covariance } = this.fit;
    return this.names.map((_, i) =>
      this.names.map((__, j) =>
        timesPowerOfTwo(covariance[i * size + j]!, this.exponentAt(i) + this.exponentAt(j)),
      ),
    );
  }

  /**
   * Confidence intervals of the coefficients; NaN where there is no maximum that tells them.
   * @throws UsageError for a level outside (0, 1)
   */
  confidenceIntervals({ level = 0.95, method = "profile" }: RegressionIntervalOptions = {}): Ranges {
    normalRadius(level);
    if (method !== "profile" && method !== "wald")
      throw new UsageError(`confidenceIntervals: expected the method "profile" or "wald", got "${method}"`);
    const { errors } = this;
    const intervals = [...this.fit.values].map((value, place): Interval => {
      const error = errors[place]!;
      if (!Number.isFinite(error)) return noInterval;
      const radius = this.waldRadius(level) * error;
      const { low, high } =
        method === "profile" ? this.profiled(place, level) : { low: value - radius, high: value + radius };
      const exponent = this.exponentAt(place);
      return { low: timesPowerOfTwo(low, exponent), high: timesPowerOfTwo(high, exponent) };
    });
    return this.arranged(intervals) as Ranges;
  }

  /** Coefficients, their errors and tests, and what there is to say of the whole, as a table of text. */
  override toString(): string {
    const { fit, statistics } = this;
    const [values, errors] = [this.inUnits(fit.values), this.inUnits(this.errors)];
    const rows = fit.names.map((name, i) => ({
      name,
      numbers: [values[i]!, errors[i]!, statistics[i]!],
      pValue: this.twoSided(statistics[i]!),
    }));
    return summaryTable({
      title: `${fit.name} of ${fit.design.rows} rows: ${statusInWords(fit.status)}`,
      statistic: this.statisticName,
      rows,
      remarks: this.remarks(),
    });
  }

  /** Of the power of two by which a coefficient is multiplied for the data's units. */
  protected exponentAt(place: number): number {
    const { design, exponent = 0 } = this.fit;
    return exponent - design.exponents[place % design.exponents.length]!;
  }

  /** A number for each coefficient, in the data's units. */
  protected inUnits(numbers: Float64Array): Float64Array {
    return numbers.map((value, place) => timesPowerOfTwo(value, this.exponentAt(place)));
  }

  protected get errors(): Float64Array {
    const size = this.names.length;
    return Float64Array.from(this.names, (_, i) => Math.sqrt(this.fit.covariance[i * (size + 1)]!));
  }

  protected get statistics(): Float64Array {
    const { errors } = this;
    return this.fit.values.map((value, i) => value / errors[i]!);
  }

  protected readonly statisticName: string = "z";

  protected twoSided(statistic: number): number {
    return 2 * Math.exp(logNormalCdf(-Math.abs(statistic)));
  }

  protected waldRadius(level: number): number {
    return normalRadius(level);
  }

  protected remarks(): string[] {
    const rounded = (x: number) => Number(x.toPrecision(7)).toString();
    return [
      `log-likelihood ${rounded(this.logLikelihood)} of ${this.k} parameters, AIC ${rounded(this.aic)}, BIC ${rounded(this.bic)}`,
      `deviance ${rounded(this.deviance)}, null deviance ${rounded(this.nullDeviance)}`,
    ];
  }

  /** By name, as the model names its coefficients. */
  protected abstract arranged(entries: readonly unknown[]): unknown;

  /** In the units of design and response, as the coefficients are found. */
  protected abstract profiled(place: number, level: number): Interval;

  /** New rows as the data's were. */
  protected read(rows: Predictors, method: string): Design {
    const { design, name } = this.fit;
    const names = design.intercept ? design.names.slice(1) : design.names;
    const { intercept, exponents } = design;
    return readDesign(`${name}: ${method}`, rows, { names, intercept, exponents });
  }

  /** x·β of the coefficients that begin at a place. */
  protected predicted(design: Design, first: number, offset?: Float64Array): Float64Array {
    const { values, exponent = 0 } = this.fit;
    const own = values.subarray(first, first + design.columns.length);
    return inUnit(linearPredictor(design, own, offset), -exponent);
  }

  /** The same with √(x·C·xᵀ), to which an offset adds nothing. */
  protected predictedWithErrors(design: Design, first: number, offset?: Float64Array): LinearPredictor {
    const { columns } = design;
    const { covariance, exponent = 0 } = this.fit;
    const size = this.names.length;
    const values = this.predicted(design, first, offset);
    const standardErrors = values.map((_, row) => {
      let sum = 0;
      for (let i = 0; i < columns.length; i++)
        for (let j = 0; j < columns.length; j++)
          sum += columns[i]![row]! * covariance[(first + i) * size + first + j]! * columns[j]![row]!;
      return timesPowerOfTwo(Math.sqrt(sum), exponent);
    });
    return { values, standardErrors };
  }
}

function statusInWords(status: Status): string {
  return status.kind === "converged" ? status.kind : `${status.kind}, ${status.reason}`;
}
