import {
  brierScore,
  calibrate,
  expectedCalibrationError,
  negativeLogLikelihood,
  thresholdForRisk,
} from "@mebae/assess";
import { accuracy, argmaxRows } from "@mebae/training";
import type { FashionOutcomes } from "./fashionOutcomes.ts";

/** What each method, learned from the 1,000 calibration images, makes of the 10,000 test images. */
export function methodRows({ calibration, test }: FashionOutcomes): string[][] {
  const row = (name: string, probabilities: ArrayLike<number>) => {
    const outcomes = { ...test, probabilities };
    return [
      name,
      (100 * accuracy(argmaxRows(probabilities, test.classes), test.labels)).toFixed(2),
      negativeLogLikelihood(outcomes).toFixed(4),
      brierScore(outcomes).toFixed(4),
      expectedCalibrationError(outcomes).toFixed(4),
      expectedCalibrationError(outcomes, { of: "classes" }).toFixed(4),
    ];
  };
  const chosen = calibrate(calibration).method;
  const methods = (["temperature", "vector", "isotonic"] as const).map((method) =>
    row(
      method === chosen ? `${method} (what "auto" chooses)` : method,
      calibrate(calibration, { method }).apply(test.probabilities),
    ),
  );
  return [row("as they were", test.probabilities), ...methods];
}

/** The thresholds that the calibration images guarantee with 95 % confidence, and what becomes of them in the test. */
export function thresholdRows({ calibration, test }: FashionOutcomes): string[][] {
  const top = argmaxRows(test.probabilities, test.classes);
  return [0.2, 0.15, 0.1, 0.05, 0.01].map((risk) => {
    const answer = thresholdForRisk(calibration, { risk });
    if (answer.kind === "none") return [String(risk), "none", "", "", ""];
    const answered = Array.from(top, (_, i) => i).filter(
      (i) => test.probabilities[i * test.classes + top[i]!]! >= answer.threshold,
    );
    const wrong = answered.filter((i) => top[i] !== test.labels[i]).length;
    return [
      String(risk),
      answer.threshold.toFixed(3),
      answer.upperBound.toFixed(3),
      (wrong / answered.length).toFixed(3),
      `${((100 * answered.length) / top.length).toFixed(1)} %`,
    ];
  });
}
