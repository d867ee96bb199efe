import { minimize } from "@mebae/optimizers";
import { UsageError } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import { type Calibration, checkLogits, checkRows } from "./calibration.js";
import type { CalibrationData } from "./calibrationData.js";
import { checkFloor, logProbabilities, logSoftmaxRows } from "./logProbabilities.js";
import { fitTemperature } from "./temperature.js";
import { vectorObjective } from "./vectorObjective.js";

export interface VectorJSON {
  readonly method: "vector";
  readonly classes: number;
  readonly slopes: readonly number[];
  readonly intercepts: readonly number[];
  readonly floor: number;
}

/**
 * Vector scaling (Guo et al. 2017): softmax(w∘z + b), z = log p or the logits less log Σ exp, with a slope w and an intercept
 * b for each class. It mends a predictor that says some classes too often; so it can change the predicted class.
 */
export class VectorScaling implements Calibration {
  readonly method = "vector";
  readonly keepsPredictedClass = false;
  readonly classes: number;
  readonly warnings: readonly string[] = [];

  /** @throws UsageError for coefficients of different counts or that aren't finite */
  constructor(
    readonly slopes: readonly number[],
    readonly intercepts: readonly number[],
    readonly floor: number,
  ) {
    this.classes = slopes.length;
    if (intercepts.length !== slopes.length || ![...slopes, ...intercepts].every(Number.isFinite))
      throw new UsageError(
        `VectorScaling: expected a finite slope and intercept for each class, got ${slopes.length} and ${intercepts.length}`,
      );
    checkFloor("VectorScaling", floor, this.classes);
  }

  apply(probabilities: ArrayLike<number>): Float64Array {
    checkRows("VectorScaling.apply", probabilities, this.classes);
    return this.#scaled(logProbabilities(probabilities, this.floor));
  }

  applyLogits(logits: ArrayLike<number>): Float64Array {
    checkLogits("VectorScaling.applyLogits", logits, this.classes);
    return this.#scaled(logSoftmaxRows(logits, this.classes));
  }

  toJSON(): VectorJSON {
    const { method, classes, slopes, intercepts, floor } = this;
    return { method, classes, slopes, intercepts, floor };
  }

  #scaled(z: Float64Array): Float64Array {
    const { classes, slopes, intercepts } = this;
    const scaled = z.map((value, i) => slopes[i % classes]! * value + intercepts[i % classes]!);
    return softmaxRows(scaled, classes);
  }
}

/** How strongly the coefficients are held to temperature scaling. */
const defaultPenalty = 1;

/**
 * The coefficients with the least penalized negative log-likelihood
 *   Σᵢ -log p'ᵢy + λ/2·Σ_c ((w_c - 1/T)² + b_c²)
 * T being the best temperature: a class with few examples stays near temperature scaling, one with many goes where they
 * say. The penalty also settles the constant that intercepts may share.
 */
export function fitVector(data: CalibrationData, penalty = defaultPenalty): VectorScaling {
  if (!(penalty > 0)) throw new UsageError(`calibrate: expected a positive penalty, got ${penalty}`);
  const { classes } = data;
  const centre = new Float64Array(2 * classes).fill(1 / fitTemperature(data).temperature, 0, classes);
  const { x: found } = minimize(vectorObjective(data, centre, penalty), centre);
  return new VectorScaling([...found.subarray(0, classes)], [...found.subarray(classes)], data.floor);
}
