import type { ScoreName } from "./score.js";

/** "84.2 %" of an accuracy, "0.842" of R². */
export function scoreText(score: ScoreName, value: number): string {
  return score === "accuracy" ? `${signed(100 * value, 1)} %` : `R² ${signed(value, 3)}`;
}

/** A difference of two scores, without its unit: points of an accuracy, R² as it is. */
export function differenceText(score: ScoreName, value: number): string {
  return score === "accuracy" ? signed(100 * value, 1) : signed(value, 3);
}

/** "12,300": a count that is known to three figures at most. */
export function countText(n: number): string {
  return Number(n.toPrecision(n < 100 ? 2 : 3)).toLocaleString("en-US");
}

/** With a real minus, and no minus before 0. */
function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
