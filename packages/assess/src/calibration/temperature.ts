import { UsageError } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import { type Calibration, checkLogits, checkRows } from "./calibration.js";
import type { CalibrationData } from "./calibrationData.js";
import { checkFloor, defaultFloor, logProbabilities } from "./logProbabilities.js";
import { rootOfIncreasing } from "./rootOfIncreasing.js";

export interface TemperatureJSON {
  readonly method: "temperature";
  readonly classes: number;
  readonly temperature: number;
  readonly floor: number;
  readonly warnings: readonly string[];
}

/** What a temperature may be: beyond these, probabilities are all alike or 0 and 1. */
const hottest = 100;
const coldest = 0.01;

/**
 * Temperature scaling (Guo, Pleiss, Sun & Weinberger 2017): softmax(z/T), z = log p or logits. T > 1 softens, T < 1 sharpens; the
 * order of a row's probabilities stays, and so does the predicted class, ties included.
 */
export class TemperatureScaling implements Calibration {
  readonly method = "temperature";
  readonly keepsPredictedClass = true;

  /** @throws UsageError for a temperature that isn't positive, or a floor that could hide the predicted class */
  constructor(
    readonly temperature: number,
    readonly classes: number,
    readonly floor: number = defaultFloor,
    readonly warnings: readonly string[] = [],
  ) {
    if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY))
      throw new UsageError(`TemperatureScaling: expected a positive temperature, got ${temperature}`);
    checkFloor("TemperatureScaling", floor, classes);
  }

  apply(probabilities: ArrayLike<number>): Float64Array {
    checkRows("TemperatureScaling.apply", probabilities, this.classes);
    return this.#scaled(logProbabilities(probabilities, this.floor));
  }

  applyLogits(logits: ArrayLike<number>): Float64Array {
    checkLogits("TemperatureScaling.applyLogits", logits, this.classes);
    return this.#scaled(logits);
  }

  toJSON(): TemperatureJSON {
    const { method, classes, temperature, floor, warnings } = this;
    return { method, classes, temperature, floor, warnings };
  }

  #scaled(z: ArrayLike<number>): Float64Array {
    const scaled = Float64Array.from(z, (value) => value / this.temperature);
    const out = softmaxRows(scaled, this.classes);
    for (let start = 0; start < out.length; start += this.classes) keepTop(z, out, start, this.classes);
    return out;
  }
}

/** A high temperature can bring two neighbours to the same float64: the larger stays larger, by a rounding error. */
function keepTop(z: ArrayLike<number>, out: Float64Array, start: number, classes: number): void {
  let top = start;
  for (let i = start + 1; i < start + classes; i++) if (z[i]! > z[top]!) top = i;
  let others = 0;
  for (let i = start; i < start + classes; i++) if (z[i]! < z[top]!) others = Math.max(others, out[i]!);
  if (others < out[top]!) return;
  for (let i = start; i < start + classes; i++) if (z[i] === z[top]) out[i] = others * (1 + Number.EPSILON);
}

/**
 * The temperature that makes the negative log-likelihood least, by b = 1/T, in which it is convex:
 *   L(b) = Σᵢ log Σ_c exp(b·zᵢc) - b·zᵢy,   L' = Σᵢ E[z] - zᵢy,   L'' = Σᵢ Var[z]
 * expectations being over softmax(b·zᵢ): L' increases, and Newton's method between shrinking bounds finds its zero. Where every
 * example is right L falls for ever as T → 0; then the labels get one example's worth of doubt, spread over all
 * (Platt 1999).
 */
export function fitTemperature({ logs, labels, classes, floor }: CalibrationData): TemperatureScaling {
  const b = solve(logs, labels, classes, 0);
  if (b >= 1 / coldest) {
    const doubted = solve(logs, labels, classes, 1 / (labels.length + 2));
    const warning = `Every one of the ${labels.length} examples is predicted rightly, which sets no bound to confidence: the temperature is that of one more example, of an unknown class.`;
    return new TemperatureScaling(1 / doubted, classes, floor, [warning]);
  }
  const warnings =
    b <= 1 / hottest
      ? ["The probabilities say no more about these examples than chance does: they are made nearly equal."]
      : [];
  return new TemperatureScaling(1 / b, classes, floor, warnings);
}

/** L'(b) = 0 inside the bounds, labels being (1-doubt)·y + doubt/classes. */
function solve(logs: Float64Array, labels: Int32Array, classes: number, doubt: number): number {
  let target = 0;
  for (let i = 0; i < labels.length; i++) {
    target += (1 - doubt) * logs[i * classes + labels[i]!]!;
    if (doubt === 0) continue;
    for (let c = 0; c < classes; c++) target += (doubt / classes) * logs[i * classes + c]!;
  }
  const slope = (b: number) => {
    let value = -target;
    let curvature = 0;
    for (let start = 0; start < logs.length; start += classes) {
      const { mean, variance } = momentsOf(logs, start, classes, b);
      value += mean;
      curvature += variance;
    }
    return { value, slope: curvature };
  };
  return rootOfIncreasing(slope, { low: 1 / hottest, high: 1 / coldest, start: 1 });
}

/** Mean and variance of a row z under softmax(b·z). */
function momentsOf(z: Float64Array, start: number, classes: number, b: number) {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + classes; i++) largest = Math.max(largest, z[i]!);
  let total = 0;
  let first = 0;
  let second = 0;
  // Measured from the largest, so that nothing cancels in the variance.
  for (let i = start; i < start + classes; i++) {
    const away = z[i]! - largest;
    const weight = Math.exp(b * away);
    total += weight;
    first += weight * away;
    second += weight * away * away;
  }
  const shift = first / total;
  return { mean: largest + shift, variance: Math.max(0, second / total - shift * shift) };
}
