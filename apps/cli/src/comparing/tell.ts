import type { Comparison, LearnerResult } from "@mebae/assess";
import { alignedRows, counted, standardDeviation } from "../words.js";

/** How a metric is called and written. */
const figures = {
  accuracy: { called: "accuracy", scale: 100, digits: 1, unit: " %" },
  logLoss: { called: "log loss", scale: 1, digits: 3, unit: "" },
  r2: { called: "R²", scale: 1, digits: 3, unit: "" },
  rmse: { called: "RMSE", scale: 1, digits: 3, unit: "" },
} as const;

export function calledOf({ metric }: Comparison): string {
  return figures[metric].called;
}

/** Percent of accuracies, which charts and tables show. */
export function scaleOf({ metric }: Comparison): number {
  return figures[metric].scale;
}

/** The best first. */
export function ranked({ learners, verdict }: Comparison): LearnerResult[] {
  const names = [verdict.best, ...verdict.others.map(({ name }) => name)];
  return names.map((name) => learners.find((learner) => learner.name === name)!);
}

/** A row for each method: its score with the spread of its folds, how far it is behind the best, and how long it took. */
export function comparisonRows(comparison: Comparison): string[][] {
  const { metric, verdict } = comparison;
  const { scale, digits, unit } = figures[metric];
  const text = (value: number) => (value * scale).toFixed(digits).replace("-", "−");
  return ranked(comparison).map(({ name, means, folds, seconds }) => {
    const score = `${text(means[metric]!)} ± ${text(standardDeviation(folds[metric]!))}${unit}`;
    const rival = verdict.others.find((other) => other.name === name);
    if (!rival) return [name, score, "", timeText(seconds)];
    const { difference, low, high } = rival.difference;
    return [name, score, `${text(difference)} (${text(low)} to ${text(high)})`, timeText(seconds)];
  });
}

/** The head of these rows: "accuracy" over the scores, and what the interval is. */
export function headOf(comparison: Comparison): string[] {
  const level = Number((100 * comparison.level).toPrecision(3));
  return ["method", calledOf(comparison), `behind the best (${level} %)`, "time"];
}

function timeText(seconds: number): string {
  if (seconds < 0.05) return "< 0.1 s";
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(1)} min`;
}

/** The table of the terminal, and the verdict below it. */
export function comparisonLines(comparison: Comparison): string[] {
  return [
    ...alignedRows([headOf(comparison), ...comparisonRows(comparison)]),
    "",
    comparison.verdict.sentence,
  ];
}

/** How the scores came about. */
export function judgedBy({ repeats }: Comparison, folds: number): string {
  const times = repeats > 1 ? `, dealt ${repeats} times` : "";
  return `Mean and standard deviation over ${counted(folds, "fold")}${times}, the same for all`;
}
