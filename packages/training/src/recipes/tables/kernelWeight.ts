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
 * networks' training, (1-w)·network + w·kernel has the smallest log-loss or squared error. The kernel's part is its leave-one-out
 * prediction, so neither side has seen the row.
 * @param leftOut of every training row: logits, or standardized numbers
 */
export function kernelWeight(
  heldOut: readonly HeldOutOutputs[],
  leftOut: Float64Array,
  target: KernelTarget,
): number {
  if (heldOut.length === 0) return withoutEvidence;
  const losses = weights.map((weight) =>
    heldOut.reduce((sum, held) => sum + mixtureLoss(held, leftOut, target, weight), 0),
  );
  return weights[losses.indexOf(Math.min(...losses))]!;
}

function mixtureLoss(
  { rows, outputs }: HeldOutOutputs,
  leftOut: Float64Array,
  target: KernelTarget,
  weight: number,
): number {
  let total = 0;
  if (target.kind === "numbers") {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      total += ((1 - weight) * outputs[i]! + weight * leftOut[row]! - target.values[row]!) ** 2;
    }
    return total;
  }
  const { labels, classes } = target;
  const network = softmaxRows(outputs, classes);
  const kernel = softmaxRows(leftOut, classes);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const label = labels[row]!;
    const mixed = (1 - weight) * network[i * classes + label]! + weight * kernel[row * classes + label]!;
    total -= Math.log(Math.max(mixed, Number.MIN_VALUE));
  }
  return total;
}
