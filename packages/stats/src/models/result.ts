import { UsageError } from "@mebae/tensor";
import { InformationCriteria } from "../compare/criteria.js";
import { type Interval, noInterval, normalRadius } from "../intervals/interval.js";
import { logNormalCdf } from "../special/normal.js";
import type { Status } from "../status.js";
import { type Design, linearPredictor, type Predictors, readDesign } from "./design.js";
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

/** What all regressions have found: coefficients in a fixed order, with their covariance. */
export interface Fitted {
  /** The function that was called. */
  readonly name: string;
  readonly design: Design;
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
    return this.arranged([...this.fit.values]) as Numbers;
  }

  /** Square roots of the covariance's diagonal; NaN where there is no maximum that tells them. */
  get standardErrors(): Numbers {
    return this.arranged([...this.errors]) as Numbers;
  }

  /** P(a statistic as far from 0 | the coefficient is 0), by the statistic's distribution. */
  get pValues(): Numbers {
    return this.arranged([...this.statistics].map((statistic) => this.twoSided(statistic))) as Numbers;
  }

  /** Of the coefficients in the order of `names`: the inverse of the observed information. */
  get covariance(): number[][] {
    const size = this.names.length;
    return this.names.map((_, i) => [...this.fit.covariance.subarray(i * size, (i + 1) * size)]);
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
      if (method === "profile") return this.profiled(place, level);
      const radius = this.waldRadius(level) * error;
      return { low: value - radius, high: value + radius };
    });
    return this.arranged(intervals) as Ranges;
  }

  /** Coefficients, their errors and tests, and what there is to say of the whole, as a table of text. */
  override toString(): string {
    const { fit, errors, statistics } = this;
    const rows = fit.names.map((name, i) => ({
      name,
      numbers: [fit.values[i]!, errors[i]!, statistics[i]!],
      pValue: this.twoSided(statistics[i]!),
    }));
    return summaryTable({
      title: `${fit.name} of ${fit.design.rows} rows: ${statusInWords(fit.status)}`,
      statistic: this.statisticName,
      rows,
      remarks: this.remarks(),
    });
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

  protected abstract profiled(place: number, level: number): Interval;

  /** New rows as the data's were. */
  protected read(rows: Predictors, method: string): Design {
    const { design, name } = this.fit;
    const names = design.intercept ? design.names.slice(1) : design.names;
    return readDesign(`${name}: ${method}`, rows, { names, intercept: design.intercept });
  }

  /** x·β of the coefficients that begin at a place. */
  protected predicted(design: Design, first: number, offset?: Float64Array): Float64Array {
    const { values } = this.fit;
    return linearPredictor(design, values.subarray(first, first + design.columns.length), offset);
  }

  /** The same with √(x·C·xᵀ), to which an offset adds nothing. */
  protected predictedWithErrors(design: Design, first: number, offset?: Float64Array): LinearPredictor {
    const { columns } = design;
    const { covariance } = this.fit;
    const size = this.names.length;
    const values = this.predicted(design, first, offset);
    const standardErrors = values.map((_, row) => {
      let sum = 0;
      for (let i = 0; i < columns.length; i++)
        for (let j = 0; j < columns.length; j++)
          sum += columns[i]![row]! * covariance[(first + i) * size + first + j]! * columns[j]![row]!;
      return Math.sqrt(sum);
    });
    return { values, standardErrors };
  }
}

function statusInWords(status: Status): string {
  return status.kind === "converged" ? status.kind : `${status.kind}, ${status.reason}`;
}
