import { UsageError } from "@mebae/tensor";
import type { Calibration, CalibrationJSON } from "./calibration.js";
import { IsotonicCalibration } from "./isotonic.js";
import { TemperatureScaling } from "./temperature.js";
import { VectorScaling } from "./vector.js";

/** The calibration whose `toJSON` this is. @throws UsageError for anything else */
export function calibrationFromJSON(json: CalibrationJSON): Calibration {
  switch (json.method) {
    case "temperature":
      return new TemperatureScaling(json.temperature, json.classes, json.floor, json.warnings);
    case "vector":
      return new VectorScaling(json.slopes, json.intercepts, json.floor);
    case "isotonic":
      return new IsotonicCalibration(json.corners);
    default:
      throw new UsageError(
        `calibrationFromJSON: expected a calibration's JSON, got ${JSON.stringify(json) ?? json}`,
      );
  }
}
