import { UsageError } from "@mebae/tensor";

/** By default no probability counts as less than this when its logarithm is taken. */
export const defaultFloor = 1e-6;

/**
 * log max(p, floor). A forest, or float32, says 0 where it means "rarely"; a single such logarithm, -∞, would decide alone.
 */
export function logProbabilities(probabilities: ArrayLike<number>, floor: number): Float64Array {
  return Float64Array.from(probabilities, (p) => Math.log(Math.max(p, floor)));
}

/** zᵢ - log Σ exp zⱼ of each row: what a constant added to a row's logits doesn't change. */
export function logSoftmaxRows(logits: ArrayLike<number>, classes: number): Float64Array {
  const out = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) largest = Math.max(largest, logits[i]!);
    let total = 0;
    for (let i = start; i < start + classes; i++) total += Math.exp(logits[i]! - largest);
    const shift = largest + Math.log(total);
    for (let i = start; i < start + classes; i++) out[i] = logits[i]! - shift;
  }
  return out;
}

/** Above it the largest of a row's probabilities could be raised too, and the predicted class be lost. */
export function checkFloor(name: string, floor: number, classes: number): void {
  if (floor > 0 && floor < 1 / classes) return;
  throw new UsageError(
    `${name}: expected a floor inside (0, 1/${classes}), below the least that the largest of ${classes} probabilities can be, got ${floor}`,
  );
}
