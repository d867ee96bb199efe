import { kFold } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { Learner } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import { coupled } from "./kernel/coupling.js";
import { rbfKernel, scaledGamma } from "./kernel/gram.js";
import { decisions, type PairMachines, pairMachines } from "./kernel/pairs.js";
import { slopeOf } from "./kernel/slope.js";
import type { Kernel } from "./kernel/smo.js";
import type { Matrix } from "./matrix.js";
import type { ClassLesson, Predictor } from "./method.js";
import { blockOf } from "./products.js";
import { between, type Steps } from "./steps.js";

export interface SupportVectorMachineOptions {
  /** C, default 1. */
  readonly cost?: number;
}

/** A kernel of so many rows takes 256 MB. */
export const mostKernelRows = 8192;

/**
 * Support vector machines with the kernel exp(-γ‖a - b‖²), γ = 1/(columns·variance), one for each pair of classes. A pair's
 * probability is σ(a·f), with one slope a for all pairs, chosen by the decisions on rows left out (Platt 1999, without the
 * intercept, which would move what the machine decides); pairs are coupled as Wu, Lin & Weng (2004) do.
 * @throws UsageError on more rows than `mostKernelRows`
 */
export function supportVectorMachine({ cost = 1 }: SupportVectorMachineOptions = {}): Learner {
  return classicalLearner({
    name: "support vector machine",
    settings: { cost },
    classes: (lesson) => fit(lesson, cost),
  });
}

function* fit(lesson: ClassLesson, cost: number): Steps<Predictor> {
  const { x, target } = lesson;
  if (x.rows > mostKernelRows) {
    throw new UsageError(
      `support vector machine: expected ${mostKernelRows} training rows at most, got ${x.rows}: their kernel would fill ${Math.round(4e-6 * x.rows ** 2)} MB`,
    );
  }
  const gamma = scaledGamma(x);
  const kernel = { values: yield* between(0, 0.3, rbfKernel(x, x, gamma)), side: x.rows };
  const all = Int32Array.from({ length: x.rows }, (_, i) => i);
  const machines = yield* between(0.3, 0.5, pairMachines(kernel, all, target, cost));
  const slope = yield* between(0.5, 1, slopeLeftOut(lesson, kernel, cost));
  return (rows) => predicted(rows, x, gamma, machines, slope);
}

/** The slope by the decisions of five folds; 2 where no row can be left out, so that a margin of 1 means 88 %. */
function* slopeLeftOut({ target, generator }: ClassLesson, kernel: Kernel, cost: number): Steps<number> {
  const { labels, classes } = target;
  const margins: number[] = [];
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]!++;
  // Classes of one row can't be left out and learned.
  const rows = Int32Array.from(labels.keys()).filter((i) => counts[labels[i]!]! > 1);
  const folds = Math.min(5, rows.length);
  if (folds < 2) return 2;
  const splits = kFold(rows.length, {
    folds,
    seed: generator.bits(),
    labels: rows.map((i) => labels[i]!),
  });
  for (const [f, { train, test }] of splits.entries()) {
    const machines = yield* between(
      f / folds,
      (f + 1) / folds,
      pairMachines(
        kernel,
        train.map((i) => rows[i]!),
        target,
        cost,
      ),
    );
    for (const i of test) {
      const row = rows[i]!;
      const values = kernel.values.subarray(row * kernel.side, (row + 1) * kernel.side);
      for (const { first, second, decision } of decisions(machines, values)) {
        if (labels[row] === first) margins.push(decision);
        if (labels[row] === second) margins.push(-decision);
      }
    }
  }
  return margins.length > 0 ? slopeOf(margins) : 2;
}

function* predicted(
  rows: Matrix,
  x: Matrix,
  gamma: number,
  machines: PairMachines,
  slope: number,
): Steps<Float64Array> {
  const { classes } = machines;
  const out = new Float64Array(rows.rows * classes);
  const pairs = new Float64Array(classes * classes);
  const block = blockOf(rows.rows, x.rows, x.columns);
  for (let from = 0; from < rows.rows; from += block) {
    const to = Math.min(rows.rows, from + block);
    const part = {
      ...rows,
      data: rows.data.subarray(from * rows.columns, to * rows.columns),
      rows: to - from,
    };
    const kernel = yield* between(from / rows.rows, to / rows.rows, rbfKernel(part, x, gamma));
    for (let i = from; i < to; i++) {
      const values = kernel.subarray((i - from) * x.rows, (i - from + 1) * x.rows);
      for (const { first, second, decision } of decisions(machines, values)) {
        const p = Math.min(Math.max(1 / (1 + Math.exp(-slope * decision)), 1e-7), 1 - 1e-7);
        pairs[first * classes + second] = p;
        pairs[second * classes + first] = 1 - p;
      }
      out.set(classes === 2 ? [pairs[1]!, pairs[2]!] : coupled(pairs, classes), i * classes);
    }
  }
  return out;
}
