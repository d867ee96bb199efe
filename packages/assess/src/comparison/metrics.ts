import type { Task } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import { accuracy, argmaxRows, rootMeanSquaredError, rSquared } from "@mebae/training";

/** What learners are compared by. */
export type MetricName = "accuracy" | "logLoss" | "r2" | "rmse";

/** Predictions as `Fitted.predict` gives them, beside what is right. */
export interface Predicted {
  readonly values: Float32Array;
  readonly expected: ArrayLike<number>;
  /** Probabilities an example; 1 for numbers. */
  readonly width: number;
}

export interface MetricRecord {
  readonly task: Task;
  readonly largerIsBetter: boolean;
  of(predicted: Predicted): number;
}

/** Float32 probabilities that round to 0 lose this much at most: -log 10⁻⁷ = 16.1. */
const leastProbability = 1e-7;

/** -(1/n) Σ log p_y. */
function logLoss({ values, expected, width }: Predicted): number {
  let sum = 0;
  for (let i = 0; i < expected.length; i++)
    sum -= Math.log(Math.max(values[i * width + expected[i]!]!, leastProbability));
  return sum / expected.length;
}

export const metrics: Readonly<Record<MetricName, MetricRecord>> = {
  accuracy: {
    task: "classification",
    largerIsBetter: true,
    of: ({ values, expected, width }) => accuracy(argmaxRows(values, width), expected),
  },
  logLoss: { task: "classification", largerIsBetter: false, of: logLoss },
  r2: {
    task: "regression",
    largerIsBetter: true,
    of: ({ values, expected }) => rSquared(values, expected),
  },
  rmse: {
    task: "regression",
    largerIsBetter: false,
    of: ({ values, expected }) => rootMeanSquaredError(values, expected),
  },
};

export const metricNames = Object.keys(metrics) as MetricName[];

/** The metric asked for, or accuracy, or R². @throws UsageError where it is of the other task */
export function metricFor(task: Task, metric?: MetricName): MetricName {
  const name = metric ?? (task === "classification" ? "accuracy" : "r2");
  if (metrics[name]?.task === task) return name;
  const fitting = metricNames.filter((each) => metrics[each].task === task);
  throw new UsageError(`compare: expected the metric ${fitting.join(" or ")} for ${task}, got "${name}"`);
}
