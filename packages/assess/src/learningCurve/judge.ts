import type { Task } from "@mebae/data";
import { metrics, type Predicted } from "../comparison/metrics.js";
import type { ScoreName } from "./score.js";

/** A score and the variance that the choice of test rows gives it. */
export interface Judged {
  readonly score: number;
  readonly variance: number;
}

export const scoreOf = (task: Task): ScoreName => (task === "classification" ? "accuracy" : "r2");

/**
 * - Accuracy p: p'(1-p')/m with p' = (right + 1)/(m + 2), so that all right isn't without doubt.
 * - R² = 1 - Σr²/Σd², r residuals and d deviations from the mean: the variance of a ratio of means (Cochran 1977,
 *   "Sampling techniques", 6.4), (1/m) Σ(r² - (1-R²)d²)²/(m-1) / (Σd²/m)².
 */
export function judge(score: ScoreName, predicted: Predicted): Judged {
  const { values, expected } = predicted;
  const m = expected.length;
  const found = metrics[score].of(predicted);
  if (score === "accuracy") {
    const p = (found * m + 1) / (m + 2);
    return { score: found, variance: (p * (1 - p)) / m };
  }
  let mean = 0;
  for (let i = 0; i < m; i++) mean += expected[i]! / m;
  let squares = 0;
  let spread = 0;
  for (let i = 0; i < m; i++) {
    const deviation = (expected[i]! - mean) ** 2;
    squares += ((values[i]! - expected[i]!) ** 2 - (1 - found) * deviation) ** 2 / (m - 1);
    spread += deviation / m;
  }
  return { score: found, variance: squares / m / spread ** 2 };
}
