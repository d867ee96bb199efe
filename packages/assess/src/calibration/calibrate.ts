import { UsageError } from "@mebae/tensor";
import type { ClassOutcomes } from "../outcomes.js";
import type { Calibration, LogitOutcomes } from "./calibration.js";
import { type CalibrationData, readCalibrationData } from "./calibrationData.js";
import { chooseCalibration } from "./chooseCalibration.js";
import { fitIsotonic, type IsotonicCalibration } from "./isotonic.js";
import { defaultFloor } from "./logProbabilities.js";
import { fitTemperature, type TemperatureScaling } from "./temperature.js";
import { fitVector, type VectorScaling } from "./vector.js";

export type CalibrationMethod = "temperature" | "vector" | "isotonic";

export interface CalibrateOptions<M extends CalibrationMethod | "auto" = CalibrationMethod | "auto"> {
  /** "auto": temperature, unless cross-validation clearly prefers another: see `chooseCalibration`. The default. */
  readonly method?: M;
  /** No probability counts as less when logarithms are taken; 1e-6 by default. Logits need none. */
  readonly floor?: number;
  /** Of "vector": how strongly it is held to temperature scaling, in examples' worth; 1 by default. */
  readonly penalty?: number;
}

interface Calibrations {
  temperature: TemperatureScaling;
  vector: VectorScaling;
  isotonic: IsotonicCalibration;
  auto: Calibration;
}

/**
 * Learns how to change a predictor's probabilities so that they come true as often as they say, from outcomes on
 * examples that the predictor hasn't seen.
 *
 *     const calibration = calibrate({ probabilities, labels, classes: 3 }, { method: "temperature" });
 *     calibration.apply(others);
 *
 * @throws UsageError, DataError for outcomes or options that can't be used
 */
export function calibrate<M extends CalibrationMethod | "auto" = "auto">(
  outcomes: ClassOutcomes | LogitOutcomes,
  { method, floor = defaultFloor, penalty }: CalibrateOptions<M> = {},
): Calibrations[M] {
  const data = readCalibrationData(outcomes, floor);
  return calibrationOf(data, method ?? "auto", penalty) as Calibrations[M];
}

function calibrationOf(
  data: CalibrationData,
  method: CalibrationMethod | "auto",
  penalty: number | undefined,
): Calibration {
  const fits = {
    temperature: fitTemperature,
    vector: (some: CalibrationData) => fitVector(some, penalty),
    isotonic: fitIsotonic,
  };
  if (method !== "auto" && !Object.hasOwn(fits, method))
    throw new UsageError(
      `calibrate: expected a method "temperature", "vector", "isotonic" or "auto", got ${method}`,
    );
  return fits[method === "auto" ? chooseCalibration(data, fits) : method](data);
}
