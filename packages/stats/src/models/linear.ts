import { UsageError } from "@mebae/tensor";
import { type Interval, normalRadius } from "../intervals/interval.js";
import { logStudentTCdf, studentTQuantile } from "../special/studentT.js";
import { exponentOfLargest, timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import { inUnit, type Predictors, readDesign } from "./design.js";
import type { RegressionInput } from "./input.js";
import { type LinearFit, linearFit } from "./linearFit.js";
import { readNumbers, readWeights } from "./response.js";
import { type LinearPredictor, RegressionResult } from "./result.js";
import type { ByName } from "./singlePredictor.js";

export interface LinearInput extends RegressionInput {
  readonly y: ArrayLike<number>;
}

/** What `linearRegression` found. */
export class LinearResult extends RegressionResult<ByName, ByName<Interval>> {
  /** x·β of each row of the data. */
  readonly fitted: Float64Array;
  /** y - x·β */
  readonly residuals: Float64Array;
  /** Σw(y - x·β)², as R's; Infinity or 0 where no float64 holds it. */
  readonly deviance: number;
  /** Σw(y - ȳ)², without an intercept Σwy². */
  readonly nullDeviance: number;
  /** n less the number of coefficients. */
  readonly degreesOfFreedom: number;
  readonly #squares: Pick<LinearFit, "sumOfSquares" | "nullDeviance" | "exponent">;

  constructor(fit: LinearFit) {
    super(fit);
    const { exponent, sumOfSquares, nullDeviance } = fit;
    this.#squares = { exponent, sumOfSquares, nullDeviance };
    this.fitted = inUnit(fit.fitted, -exponent);
    this.residuals = inUnit(fit.residuals, -exponent);
    this.deviance = timesPowerOfTwo(sumOfSquares, 2 * exponent);
    this.nullDeviance = timesPowerOfTwo(nullDeviance, 2 * exponent);
    this.degreesOfFreedom = fit.degreesOfFreedom;
  }

  /** √(Σwr²/n), which maximizes the likelihood: it is too small on average. */
  get maximumLikelihoodDeviation(): number {
    return this.#deviation(this.n);
  }

  /** √(Σwr²/degrees of freedom), whose square is unbiased: it is what the standard errors are of. */
  get residualStandardDeviation(): number {
    return this.#deviation(this.degreesOfFreedom);
  }

  /** 1 - deviance/null deviance */
  get rSquared(): number {
    return 1 - this.#squares.sumOfSquares / this.#squares.nullDeviance;
  }

  #deviation(count: number): number {
    return timesPowerOfTwo(Math.sqrt(this.#squares.sumOfSquares / count), this.#squares.exponent);
  }

  /** coefficient/standard error, Student's t with `degreesOfFreedom` where the coefficient is 0 */
  get t(): ByName {
    return this.arranged([...this.statistics]);
  }

  /** x·β of other rows: the same columns, in rows or by name. */
  predict(rows: Predictors): Float64Array {
    return this.predicted(this.read(rows, "predict"), 0);
  }

  /** The same with standard errors, of the mean and not of an observation about it. */
  linearPredictor(rows: Predictors): LinearPredictor {
    return this.predictedWithErrors(this.read(rows, "linearPredictor"), 0);
  }

  protected override readonly statisticName: string = "t";

  protected override twoSided(statistic: number): number {
    return 2 * Math.exp(logStudentTCdf(-Math.abs(statistic), this.degreesOfFreedom));
  }

  protected override waldRadius(level: number): number {
    return -studentTQuantile((1 - level) / 2, (1 + level) / 2, this.degreesOfFreedom);
  }

  protected override remarks(): string[] {
    const rounded = (x: number) => Number(x.toPrecision(7)).toString();
    return [
      `residual standard deviation ${rounded(this.residualStandardDeviation)} on ${rounded(this.degreesOfFreedom)} degrees of freedom, R² ${rounded(this.rSquared)}`,
      ...super.remarks(),
    ];
  }

  protected override arranged<T>(entries: readonly T[]): ByName<T> {
    return Object.fromEntries(this.names.map((name, i) => [name, entries[i]!]));
  }

  /** n·log(1 + Δ²/(v·Σwr²)) = z², v the coefficient's entry of (XᵀWX)⁻¹: σ is at its best, too. */
  protected override profiled(place: number, level: number): Interval {
    const value = this.fit.values[place]!;
    const scale = this.errors[place]! * Math.sqrt(this.degreesOfFreedom);
    const radius = scale * Math.sqrt(Math.expm1(normalRadius(level) ** 2 / this.n));
    return { low: value - radius, high: value + radius };
  }
}

/**
 * Linear regression: y = x·β + ε, ε normal, by least squares refined in twice the precision (see `leastSquares`), so that β is
 * right to the digits that the numbers in x and y determine, however nearly collinear the columns are.
 *
 *     const { coefficients, t, pValues } = linearRegression({ x: { height: [1.5, 1.7, 1.8] }, y: [48, 71, 77] });
 *
 * @throws DataError naming row and column of what can't be used; UsageError for lengths and names
 */
export function linearRegression(input: LinearInput): LinearResult {
  const name = "linearRegression";
  const { x, intercept = true, names } = input;
  if (input.y.length === 0) throw new UsageError(`${name}: expected at least one row, got none`);
  const read = readNumbers(name, "y", input.y);
  const exponent = exponentOfLargest(read);
  const y = inUnit(read, exponent);
  const design = readDesign(name, x, { intercept, names, rows: y.length });
  const weights = readWeights(name, input.weights, y.length);
  return new LinearResult(linearFit(name, design, y, weights, exponent));
}
