import { kFold } from "@mebae/data";
import type { CalibrationMethod } from "./calibrate.js";
import type { Calibration } from "./calibration.js";
import { type CalibrationData, someOf } from "./calibrationData.js";

/** With fewer examples folds can't tell methods apart. */
const least = 30;
const folds = 5;

/**
 * The method that five-fold cross-validation prefers by the negative log-likelihood. Temperature scaling has one parameter and keeps
 * the predicted class, so another must beat it by more than one standard error of the paired differences.
 */
export function chooseCalibration(
  data: CalibrationData,
  fits: Readonly<Record<CalibrationMethod, (some: CalibrationData) => Calibration>>,
): CalibrationMethod {
  const n = data.labels.length;
  if (n < least) return "temperature";
  const own = heldOutLosses(data, fits.temperature);
  let best: CalibrationMethod = "temperature";
  let largest = 0;
  for (const method of ["vector", "isotonic"] as const) {
    const losses = heldOutLosses(data, fits[method]);
    const gains = own.map((loss, i) => loss - losses[i]!);
    const gain = gains.reduce((a, b) => a + b) / n;
    const variance = gains.reduce((sum, each) => sum + (each - gain) ** 2, 0) / (n - 1);
    if (gain > Math.sqrt(variance / n) && gain > largest) {
      best = method;
      largest = gain;
    }
  }
  return best;
}

/** -log p_y of each example, by a calibration that learned from the other folds. */
function heldOutLosses(data: CalibrationData, fit: (some: CalibrationData) => Calibration): Float64Array {
  const { labels, classes } = data;
  const losses = new Float64Array(labels.length);
  for (const { train, test } of kFold(labels.length, { folds })) {
    const held = someOf(data, test);
    // Logarithms are logits too.
    const calibrated = fit(someOf(data, train)).applyLogits(held.logs);
    test.forEach((row, i) => {
      // What underflows is compared too.
      losses[row] = -Math.log(Math.max(calibrated[i * classes + labels[row]!]!, Number.MIN_VALUE));
    });
  }
  return losses;
}
