import { UsageError } from "@mebae/tensor";
import type { Interval } from "../intervals/interval.js";
import type { Label } from "../label.js";
import { totalWeight } from "../totalWeight.js";
import { type Design, type Predictors, readDesign } from "./design.js";
import { type Estimate, estimate, nullValue } from "./estimate.js";
import { logSumOf, multinomialLikelihood } from "./families.js";
import type { RegressionInput } from "./input.js";
import { profileInterval } from "./profile.js";
import { readClasses, readWeights } from "./response.js";
import { type Fitted, type LinearPredictor, RegressionResult } from "./result.js";
import type { ByName } from "./singlePredictor.js";

export interface MultinomialInput extends RegressionInput {
  /** Labels or numbers of classes; the first in ascending order is what the others are compared with. */
  readonly y: ArrayLike<Label>;
}

/** For each class but the first, by its label, what each column has. */
export type ByClass<T = number> = Readonly<Record<string, ByName<T>>>;

/** What `multinomialRegression` found. */
export class MultinomialResult extends RegressionResult<ByClass, ByClass<Interval>> {
  /** Each row's probabilities of the classes, in the order of `classes`. */
  readonly fitted: Float64Array[];
  /** 1 for the row's own class, 0 for the others, less the probability. */
  readonly residuals: Float64Array[];
  /** -2l */
  readonly deviance: number;
  readonly #search: Estimate["search"];
  readonly #nullDeviance: () => number;

  constructor(
    fit: Pick<Fitted, "name" | "design" | "n" | "names">,
    found: Estimate,
    /** All classes, in ascending order; the first has no coefficients. */
    readonly classes: readonly Label[],
    codes: Int32Array,
    nullDeviance: () => number,
  ) {
    super({ ...fit, ...found, logLikelihood: found.value });
    this.deviance = -2 * found.value;
    this.#search = found.search;
    this.#nullDeviance = nullDeviance;
    this.fitted = this.#probabilities(fit.design);
    this.residuals = this.fitted.map((row, i) => row.map((share, k) => (k === codes[i] ? 1 : 0) - share));
  }

  get nullDeviance(): number {
    return this.#nullDeviance();
  }

  /** coefficient/standard error */
  get z(): ByClass {
    return this.arranged([...this.statistics]);
  }

  /** Each row's probabilities of the classes, in the order of `classes`. */
  predict(rows: Predictors): Float64Array[] {
    return this.#probabilities(this.read(rows, "predict"));
  }

  /** log P(class)/P(first class) of other rows, with standard errors, for each class but the first. */
  linearPredictor(rows: Predictors): ByName<LinearPredictor> {
    const design = this.read(rows, "linearPredictor");
    const predictors = this.#others.map((label, a) => [
      label,
      this.predictedWithErrors(design, a * design.columns.length),
    ]);
    return Object.fromEntries(predictors);
  }

  get #others(): string[] {
    return this.classes.slice(1).map(String);
  }

  #probabilities(design: Design): Float64Array[] {
    const predictors = this.#others.map((_, a) => this.predicted(design, a * design.columns.length));
    return Array.from({ length: design.rows }, (_, row) => {
      const probabilities = new Float64Array(this.classes.length);
      logSumOf(
        predictors.map((values) => values[row]!),
        probabilities,
      );
      return probabilities;
    });
  }

  protected override arranged<T>(entries: readonly T[]): ByClass<T> {
    const { names } = this.fit.design;
    const classes = this.#others.map((label, a) => [
      label,
      Object.fromEntries(names.map((name, j) => [name, entries[a * names.length + j]!])),
    ]);
    return Object.fromEntries(classes);
  }

  protected override profiled(place: number, level: number): Interval {
    const search = this.#search;
    return profileInterval(search, search.places.indexOf(place), this.errors[place]!, level);
  }
}

/**
 * Multinomial logistic regression: P(class k) = e^ηₖ/Σe^ηⱼ, ηₖ = x·βₖ, β₀ = 0 for the first class, by maximum likelihood with exact
 * Newton steps.
 *
 *     const { coefficients } = multinomialRegression({ x: [[1], [2], [3], [4], [5], [6]], y: ["a", "b", "a", "c", "b", "c"] });
 *
 * @throws DataError naming row and column of what can't be used; UsageError for lengths, names, or fewer than two classes
 */
export function multinomialRegression(input: MultinomialInput): MultinomialResult {
  const name = "multinomialRegression";
  const { x, y, intercept = true, names } = input;
  if (y.length === 0) throw new UsageError(`${name}: expected at least one row, got none`);
  const { labels, codes } = readClasses(name, y);
  if (labels.length < 2)
    throw new UsageError(
      `${name}: expected at least two classes in y, got only ${JSON.stringify(labels[0])}`,
    );
  const design = readDesign(name, x, { intercept, names, rows: y.length });
  const weights = readWeights(name, input.weights, y.length);
  const likelihood = multinomialLikelihood(codes, labels.length);
  const found = estimate(likelihood, design, { weights });
  const n = totalWeight(y.length, weights);
  const all = labels.slice(1).flatMap((label) => design.names.map((column) => `${label}: ${column}`));
  const nullDeviance = () => -2 * nullValue(likelihood, design, { weights });
  return new MultinomialResult({ name, design, n, names: all }, found, labels, codes, nullDeviance);
}
