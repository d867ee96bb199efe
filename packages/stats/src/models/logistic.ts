import { UsageError } from "@mebae/tensor";
import type { Label } from "../label.js";
import { totalWeight } from "../totalWeight.js";
import { type Predictors, readDesign } from "./design.js";
import { type Estimate, estimate, nullValue } from "./estimate.js";
import { logisticLikelihood, logisticOf } from "./families.js";
import type { RegressionInput } from "./input.js";
import { readEvents, readOffset, readWeights } from "./response.js";
import type { Fitted } from "./result.js";
import { SinglePredictorResult } from "./singlePredictor.js";

export interface LogisticInput extends RegressionInput {
  /** 0 and 1, false and true, or two labels, of which the second in ascending order is the event. */
  readonly y: ArrayLike<Label>;
  /** What is added to each row's linear predictor. */
  readonly offset?: ArrayLike<number>;
}

/** What `logisticRegression` found. */
export class LogisticResult extends SinglePredictorResult {
  /** The probability of the event in each row of the data. */
  readonly fitted: Float64Array;
  /** 1 - p for events, -p for the others. */
  readonly residuals: Float64Array;
  /** -2l */
  readonly deviance: number;
  readonly #nullDeviance: () => number;

  constructor(
    fit: Pick<Fitted, "name" | "design" | "n">,
    found: Estimate,
    events: Int32Array,
    /** The label whose probability is told. */
    readonly event: Label,
    offset: Float64Array | undefined,
    nullDeviance: () => number,
  ) {
    super({ ...fit, logLikelihood: found.value }, found, offset);
    this.deviance = -2 * found.value;
    const values = this.predicted(fit.design, 0, offset);
    this.fitted = values.map(logisticOf);
    this.residuals = values.map((eta, i) => (events[i] === 1 ? logisticOf(-eta) : -logisticOf(eta)));
    this.#nullDeviance = nullDeviance;
  }

  get nullDeviance(): number {
    return this.#nullDeviance();
  }

  /** The event's probability in other rows: the same columns, in rows or by name. */
  predict(rows: Predictors, { offset }: { readonly offset?: ArrayLike<number> } = {}): Float64Array {
    return this.eta(rows, offset).map(logisticOf);
  }
}

/**
 * Logistic regression (Cox 1958): P(event) = 1/(1 + e^-η), η = x·β + offset, by maximum likelihood with exact Newton steps.
 *
 *     const { coefficients, status } = logisticRegression({ x: { dose: [1, 2, 3, 4, 5] }, y: [0, 0, 1, 0, 1] });
 *
 * @throws DataError naming row and column of what can't be used; UsageError for lengths and names
 */
export function logisticRegression(input: LogisticInput): LogisticResult {
  const name = "logisticRegression";
  const { x, y, intercept = true, names } = input;
  if (y.length === 0) throw new UsageError(`${name}: expected at least one row, got none`);
  const { codes, labels } = readEvents(name, y);
  const design = readDesign(name, x, { intercept, names, rows: y.length });
  const weights = readWeights(name, input.weights, y.length);
  const offset = readOffset(name, input.offset, y.length);
  const likelihood = logisticLikelihood(codes);
  const found = estimate(likelihood, design, { weights, offset });
  const n = totalWeight(y.length, weights);
  const nullDeviance = () => -2 * nullValue(likelihood, design, { weights, offset });
  return new LogisticResult({ name, design, n }, found, codes, labels[1]!, offset, nullDeviance);
}
