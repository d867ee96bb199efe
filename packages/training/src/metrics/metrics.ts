import {
  accuracy,
  argmaxRows,
  type ConfusionMatrix,
  classificationScores,
  confusionMatrix,
  topKAccuracy,
} from "./classification.js";
import type { Accumulator, Metric, MetricBatch } from "./metric.js";

/** A metric that is a mean over the examples: batch values weighted by their sizes. */
function meanMetric(
  name: string,
  largerIsBetter: boolean,
  value: (batch: MetricBatch) => number,
  count: (batch: MetricBatch) => number = ({ target }) => target.length,
  finish: (mean: number) => number = (mean) => mean,
): Metric {
  const start = (): Accumulator => {
    let sum = 0;
    let weight = 0;
    return {
      add(batch) {
        const n = count(batch);
        if (n === 0) return;
        sum += value(batch) * n;
        weight += n;
      },
      result: () => finish(sum / weight),
    };
  };
  return { name, largerIsBetter, start };
}

/** The share of examples whose largest output is their label's. */
export const accuracyMetric: Metric = meanMetric("accuracy", true, ({ outputs, width, target }) =>
  accuracy(argmaxRows(outputs, width), target),
);

/** The share of examples whose label is among the k largest outputs. */
export function topKMetric(k: number): Metric {
  return meanMetric(`top${k}`, true, ({ outputs, width, target }) => topKAccuracy(outputs, width, target, k));
}

/** counts[label][predicted] over all batches. */
export const confusionMetric: Metric<ConfusionMatrix> = {
  name: "confusion",
  largerIsBetter: true,
  start: startConfusion,
};

/** The mean over the classes of precision, recall or F1. */
export function macroMetric(score: "precision" | "recall" | "f1"): Metric {
  const start = (): Accumulator => {
    const confusion = startConfusion();
    return {
      add: (batch) => confusion.add(batch),
      result: () => classificationScores(confusion.result()).macro[score],
    };
  };
  return { name: score, largerIsBetter: true, start };
}

function startConfusion(): Accumulator<ConfusionMatrix> {
  let counts: number[][] = [];
  return {
    add({ outputs, width, target }) {
      const more = confusionMatrix(argmaxRows(outputs, width), target, width);
      counts = more.map((row, i) => row.map((count, j) => count + (counts[i]?.[j] ?? 0)));
    },
    result: () => counts,
  };
}

const squaredError = ({ outputs, target }: MetricBatch) => meanError(outputs, target, (e) => e * e);

/** √((1/n) Σ (y-t)²). */
export const rmseMetric: Metric = meanMetric("rmse", false, squaredError, undefined, Math.sqrt);

/** (1/n) Σ |y-t|. */
export const maeMetric: Metric = meanMetric("mae", false, ({ outputs, target }) =>
  meanError(outputs, target, Math.abs),
);

function meanError(
  outputs: ArrayLike<number>,
  target: ArrayLike<number>,
  penalty: (error: number) => number,
): number {
  let sum = 0;
  for (let i = 0; i < target.length; i++) sum += penalty(outputs[i]! - target[i]!);
  return sum / target.length;
}

/**
 * R² = 1 - Σ(y-t)²/Σ(t-t̄)² of each output, averaged over the outputs. Mean and squared deviations run along
 * by Welford's (1962) recurrence, so that a large mean costs no digits.
 */
export const r2Metric: Metric = {
  name: "r2",
  largerIsBetter: true,
  start() {
    const columns: { count: number; mean: number; spread: number; residual: number }[] = [];
    return {
      add({ outputs, width, target }) {
        for (let i = 0; i < target.length; i++) {
          const column = (columns[i % width] ??= { count: 0, mean: 0, spread: 0, residual: 0 });
          const deviation = target[i]! - column.mean;
          column.mean += deviation / ++column.count;
          column.spread += deviation * (target[i]! - column.mean);
          column.residual += (outputs[i]! - target[i]!) ** 2;
        }
      },
      result() {
        const scores = columns.map(({ spread, residual }) =>
          spread > 0 ? 1 - residual / spread : Number.NaN,
        );
        return scores.reduce((sum, score) => sum + score, 0) / scores.length;
      },
    };
  },
};
