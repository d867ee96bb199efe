import { UsageError } from "@mebae/tensor";
import { lgamma } from "@mebae/tensor/scalar";
import { deviance } from "../special/deviance.js";
import { type Predictors, readDesign } from "./design.js";
import { type Estimate, estimate, nullValue } from "./estimate.js";
import { poissonLikelihood } from "./families.js";
import type { RegressionInput } from "./input.js";
import { readNumbers, readOffset, readWeights } from "./response.js";
import type { Fitted } from "./result.js";
import { SinglePredictorResult } from "./singlePredictor.js";

export interface PoissonInput extends RegressionInput {
  /** Whole numbers of at least 0. */
  readonly y: ArrayLike<number>;
  /** What is added to each row's linear predictor: the log of the time or area in which it was counted. */
  readonly offset?: ArrayLike<number>;
}

/** What `poissonRegression` found. */
export class PoissonResult extends SinglePredictorResult {
  /** The rate of each row of the data. */
  readonly fitted: Float64Array;
  /** y - rate */
  readonly residuals: Float64Array;
  /** 2Σw(y·log(y/rate) - (y - rate)) */
  readonly deviance: number;
  readonly #nullDeviance: () => number;

  constructor(
    fit: Pick<Fitted, "name" | "design" | "n" | "logLikelihood">,
    found: Estimate,
    counts: Float64Array,
    weights: Float64Array | undefined,
    offset: Float64Array | undefined,
    nullDeviance: () => number,
  ) {
    super(fit, found, offset);
    this.fitted = this.predicted(fit.design, 0, offset).map(Math.exp);
    this.residuals = counts.map((count, i) => count - this.fitted[i]!);
    this.deviance = this.fitted.reduce(
      (sum, rate, i) => sum + (weights?.[i] ?? 1) * unitDeviance(counts[i]!, rate),
      0,
    );
    this.#nullDeviance = nullDeviance;
  }

  get nullDeviance(): number {
    return this.#nullDeviance();
  }

  /** The rates of other rows: the same columns, in rows or by name. */
  predict(rows: Predictors, { offset }: { readonly offset?: ArrayLike<number> } = {}): Float64Array {
    return this.eta(rows, offset).map(Math.exp);
  }
}

/** 2(y·log(y/μ) - (y - μ)), without cancellation where y is near μ. */
function unitDeviance(count: number, rate: number): number {
  return count === 0 ? 2 * rate : -2 * count * deviance(rate / count - 1, rate / count);
}

/**
 * Poisson regression: counts of rate e^η, η = x·β + offset, by maximum likelihood with exact Newton steps.
 *
 *     const { coefficients } = poissonRegression({ x: { age: [40, 50, 60] }, y: [2, 3, 9], offset: years.map(Math.log) });
 *
 * @throws DataError naming row and column of what can't be used; UsageError for lengths and names
 */
export function poissonRegression(input: PoissonInput): PoissonResult {
  const name = "poissonRegression";
  const { x, y, intercept = true, names } = input;
  if (y.length === 0) throw new UsageError(`${name}: expected at least one row, got none`);
  const counts = readNumbers(name, "y", y, "whole numbers of at least 0", isCount);
  const design = readDesign(name, x, { intercept, names, rows: y.length });
  const weights = readWeights(name, input.weights, y.length);
  const offset = readOffset(name, input.offset, y.length);
  const likelihood = poissonLikelihood(counts);
  const options = { weights, offset, start: logRate(counts, weights, offset) };
  const found = estimate(likelihood, design, options);
  const total = (of: (count: number) => number) =>
    counts.reduce((sum, count, i) => sum + (weights?.[i] ?? 1) * of(count), 0);
  const logLikelihood = found.value - total((count) => lgamma(count + 1));
  // Of one parameter for each row: rate = y.
  const saturated = total((count) => (count > 0 ? count * Math.log(count) - count : 0));
  const nullDeviance = () => 2 * (saturated - nullValue(likelihood, design, options));
  const fit = { name, design, n: total(() => 1), logLikelihood };
  return new PoissonResult(fit, found, counts, weights, offset, nullDeviance);
}

function isCount(value: number): boolean {
  return value >= 0 && Number.isInteger(value);
}

/** The intercept of the model that has no other: log(Σwy/Σw·e^offset); that of half a count where all are 0. */
function logRate(
  counts: Float64Array,
  weights: Float64Array | undefined,
  offset: Float64Array | undefined,
): number {
  let events = 0;
  let exposure = 0;
  // Offsets are told from their largest, so that none overflows.
  const top = offset ? offset.reduce((most, entry) => Math.max(most, entry), -Infinity) : 0;
  for (let i = 0; i < counts.length; i++) {
    const weight = weights?.[i] ?? 1;
    events += weight * counts[i]!;
    exposure += weight * Math.exp((offset?.[i] ?? 0) - top);
  }
  return Math.log(Math.max(events, 0.5) / exposure) - top;
}
