import { readFileSync } from "node:fs";
import type { ScoreName, ScorePoint } from "@mebae/assess";

/** A curve as learningCurves.py measured it: the scores of each repeat, size by size. */
interface Measured {
  readonly set: string;
  readonly method: string;
  readonly task: "classification" | "regression";
  readonly classes: number;
  readonly sizes: readonly number[];
  readonly scores: readonly (readonly number[])[];
}

export interface DevelopmentCurve {
  readonly name: string;
  readonly set: string;
  readonly score: ScoreName;
  readonly guessing: number;
  readonly points: readonly ScorePoint[];
}

/** Repeats test on rows of their own: their spread holds the test parts' luck already. */
export function developmentCurves(): DevelopmentCurve[] {
  const text = readFileSync(new URL("development.fixture.json", import.meta.url), "utf8");
  const { curves } = JSON.parse(text) as { curves: Measured[] };
  return curves.map(({ set, method, task, classes, sizes, scores }) => ({
    name: `${set}, ${method}`,
    set,
    score: task === "classification" ? "accuracy" : "r2",
    guessing: task === "classification" ? 1 / classes : 0,
    points: sizes.map((n, i) => {
      const repeats = scores[i]!.length;
      const mean = scores[i]!.reduce((sum, score) => sum + score, 0) / repeats;
      const squares = scores[i]!.reduce((sum, score) => sum + (score - mean) ** 2, 0);
      return { n, mean, repeats, standardDeviation: Math.sqrt(squares / (repeats - 1)) };
    }),
  }));
}

/** The standard deviation of z between repeats, on average over curves, at each of the sizes. */
export function noiseAt(curves: readonly DevelopmentCurve[], sizes: readonly number[]): number[] {
  return sizes.map((size) => {
    const variances = curves.flatMap(({ score, points }) => {
      const point = points.find(({ n }) => n === size);
      if (!point) return [];
      const error = 1 - point.mean;
      return (point.standardDeviation! / (score === "accuracy" ? error * (1 - error) : error)) ** 2;
    });
    return Math.sqrt(variances.reduce((sum, variance) => sum + variance, 0) / variances.length);
  });
}
