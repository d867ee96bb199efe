import type { Extrapolation, LearningCurve } from "@mebae/assess";

/** A curve with where it leads. */
export interface Told {
  readonly curve: LearningCurve;
  readonly extrapolation: Extrapolation;
}

/** Percent of accuracies; R² as it is. */
export function scaleOf({ curve }: Told): number {
  return curve.score === "accuracy" ? 100 : 1;
}

export function calledOf({ curve }: Told): string {
  return curve.score === "accuracy" ? "accuracy" : "R²";
}

function textOf(told: Told): (value: number) => string {
  const digits = told.curve.score === "accuracy" ? 1 : 3;
  return (value) => {
    const text = (value * scaleOf(told)).toFixed(digits);
    // No minus before 0.
    return text.replace("-", Number(text) === 0 ? "" : "−");
  };
}

const unitOf = ({ curve }: Told) => (curve.score === "accuracy" ? " %" : "");

export function measuredHead(told: Told): string[] {
  return ["examples", `${calledOf(told)} ± standard error`, "repeats"];
}

/** What was measured, from the smallest size on. */
export function measuredRows(told: Told): string[][] {
  const text = textOf(told);
  return told.curve.points.map(({ n, mean, standardError, repeats }) => [
    n.toLocaleString("en"),
    `${text(mean)} ± ${text(standardError)}${unitOf(told)}`,
    String(repeats),
  ]);
}

export function expectedHead(told: Told): string[] {
  return ["examples", "data", calledOf(told), `${levelOf(told)} interval`, "more than now"];
}

/** What is to be expected of more examples. */
export function expectedRows(told: Told): string[][] {
  const text = textOf(told);
  return told.extrapolation.predictions.map(({ n, multiple, score, low, high, gain }) => [
    n.toLocaleString("en"),
    `${Number(multiple.toPrecision(3))} ×`,
    `${text(score)}${unitOf(told)}`,
    `${text(low)} to ${text(high)}`,
    `${text(gain.score)} (${text(gain.low)} to ${text(gain.high)})`,
  ]);
}

export function levelOf({ extrapolation }: Told): string {
  return `${Number((100 * extrapolation.level).toPrecision(3))} %`;
}
