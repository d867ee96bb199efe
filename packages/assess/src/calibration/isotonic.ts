import { UsageError } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import { type Calibration, checkLogits, checkRows } from "./calibration.js";
import type { CalibrationData } from "./calibrationData.js";
import { type Corners, interpolate, poolAdjacentViolators } from "./poolAdjacentViolators.js";

export interface IsotonicJSON {
  readonly method: "isotonic";
  readonly classes: number;
  /** One function of its own probability for each class. */
  readonly corners: readonly Corners[];
}

/**
 * Isotonic calibration (Zadrozny & Elkan 2002): each class's probability goes through a non-descending function of its own,
 * and each row is divided by its sum. It assumes no shape, and needs many examples for it (some 1000: Niculescu-Mizil
 * & Caruana 2005); it can change the predicted class, and makes ties.
 */
export class IsotonicCalibration implements Calibration {
  readonly method = "isotonic";
  readonly keepsPredictedClass = false;
  readonly classes: number;
  readonly warnings: readonly string[] = [];

  /** @throws UsageError for functions that descend, or values outside (0, 1) */
  constructor(readonly corners: readonly Corners[]) {
    this.classes = corners.length;
    corners.forEach(({ x, y }, c) => {
      const ascends = x.every((place, i) => i === 0 || (place > x[i - 1]! && y[i]! >= y[i - 1]!));
      if (x.length !== y.length || x.length === 0 || !ascends || !(y[0]! > 0 && y.at(-1)! < 1))
        throw new UsageError(
          `IsotonicCalibration: class ${c}: expected a non-descending function with values inside (0, 1)`,
        );
    });
  }

  apply(probabilities: ArrayLike<number>): Float64Array {
    checkRows("IsotonicCalibration.apply", probabilities, this.classes);
    const { classes, corners } = this;
    const out = Float64Array.from(probabilities, (p, i) => interpolate(corners[i % classes]!, p));
    for (let start = 0; start < out.length; start += classes) {
      const row = out.subarray(start, start + classes);
      const total = row.reduce((a, b) => a + b);
      for (let c = 0; c < classes; c++) row[c]! /= total;
    }
    return out;
  }

  applyLogits(logits: ArrayLike<number>): Float64Array {
    checkLogits("IsotonicCalibration.applyLogits", logits, this.classes);
    return this.apply(softmaxRows(logits, this.classes));
  }

  toJSON(): IsotonicJSON {
    const { method, classes, corners } = this;
    return { method, classes, corners };
  }
}

/**
 * Each class against the rest, by pooling adjacent violators. Shares of 0 and 1 become 1/(n+2) and 1-1/(n+2), Laplace's for as
 * many examples: nothing that n examples didn't show is impossible.
 */
export function fitIsotonic({ probabilities, labels, classes }: CalibrationData): IsotonicCalibration {
  const least = 1 / (labels.length + 2);
  const corners = Array.from({ length: classes }, (_, c) => {
    const said = Float64Array.from(labels, (_, i) => probabilities[i * classes + c]!);
    const came = Uint8Array.from(labels, (label) => (label === c ? 1 : 0));
    const { x, y } = poolAdjacentViolators(said, came);
    return { x, y: y.map((share) => Math.min(1 - least, Math.max(least, share))) };
  });
  return new IsotonicCalibration(corners);
}
