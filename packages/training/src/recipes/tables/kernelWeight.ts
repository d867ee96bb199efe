import { softmaxRows } from "../../metrics/classification.js";
import type { KernelTarget } from "./kernelMember.js";

/** What a network says of training rows that it didn't learn from: logits, or standardized numbers. */
export interface HeldOutOutputs {
  readonly rows: ArrayLike<number>;
  readonly outputs: Float64Array;
}

/** Candidates: never nothing, never all, for the mean is what avoids collapses. */
const weights = [0.05, 0.1, 0.2, 0.35, 0.5, 0.65];
/** One of five kinds, where nothing was held out to judge by. */
const withoutEvidence = 0.2;

/**
 * How much a kernel regression counts beside all networks together: the weight w at which, on rows held out of
 * networks' training, (1-w)·network + w·kernel has the smallest squared error, of numbers or of probabilities (Brier 1950; the log-loss
 * would punish networks for the smoothed labels that they learn from). The kernel's part is its leave-one-out
 * prediction, so neither side has seen the row.
 * @param leftOut of every training row: logits, or standardized numbers
 */
export function kernelWeight(
  heldOut: readonly HeldOutOutputs[],
  leftOut: Float64Array,
  target: KernelTarget,
): number {
  if (heldOut.length === 0) return withoutEvidence;
  const kernel = valuesOf(leftOut, target);
  const errors = weights.map((weight) =>
    heldOut.reduce((sum, { rows, outputs }) => {
      const network = valuesOf(outputs, target);
      return sum + squaredError(rows, network, kernel, target, weight);
    }, 0),
  );
  return weights[errors.indexOf(Math.min(...errors))]!;
}

/** What is averaged: probabilities, or numbers as they are. */
function valuesOf(outputs: Float64Array, target: KernelTarget): Float64Array {
  return target.kind === "classes" ? softmaxRows(outputs, target.classes) : outputs;
}

function squaredError(
  rows: ArrayLike<number>,
  network: Float64Array,
  kernel: Float64Array,
  target: KernelTarget,
  weight: number,
): number {
  const width = target.kind === "classes" ? target.classes : 1;
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    for (let k = 0; k < width; k++) {
      const truth = target.kind === "numbers" ? target.values[row]! : Number(target.labels[row] === k);
      const mixed = (1 - weight) * network[i * width + k]! + weight * kernel[row * width + k]!;
      total += (mixed - truth) ** 2;
    }
  }
  return total;
}
