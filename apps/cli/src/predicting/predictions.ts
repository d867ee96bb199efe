import type { Decision } from "@mebae/assess";
import type { LoadedModel, Predictions } from "@mebae/training";
import { readCalibration } from "../calibration/calibrationFile.js";
import { type ConfidenceOptions, classConfidence, numberConfidence } from "../calibration/confidence.js";

/** What is said of one example. */
export interface Prediction {
  readonly predicted: string | number;
  readonly probability?: number;
  /** In the order of the classes. */
  readonly probabilities?: readonly number[];
  /** The classes that hold the true one as often as was asked for. */
  readonly set?: readonly string[];
  /** Whether a person is to decide, and why. */
  readonly ask?: boolean;
  readonly reason?: NonNullable<Decision["reason"]>;
  /** The interval that holds the truth as often; null where it has no end. */
  readonly low?: number | null;
  readonly high?: number | null;
}

/** What is known beside the predictions themselves. */
export interface Told {
  readonly all: readonly Prediction[];
  readonly warnings: readonly string[];
  readonly temperature?: number;
  /** From which probability on, before calibration, the risk is kept. */
  readonly threshold?: number;
}

/** Predictions as a network says them. */
export function plainly({ task, classes = [] }: LoadedModel, predictions: Predictions): Told {
  const { outputs, width } = predictions;
  if (task === "regression") {
    const all = Array.from({ length: outputs.length / width }, (_, i) => ({
      predicted: outputs[i * width]!,
    }));
    return { all, warnings: [] };
  }
  const labels = predictions.labels();
  const all = predictions.probabilities();
  return {
    all: Array.from(labels, (label, i) => read(classes, label, all.subarray(i * width, (i + 1) * width))),
    warnings: [],
  };
}

function read(classes: readonly string[], label: number, row: Float64Array) {
  const probabilities = Array.from(row);
  return { predicted: classes[label]!, probability: probabilities[label]!, probabilities };
}

/** Predictions with what held-out examples say of their confidence. @throws DataError as `readCalibration` */
export async function withConfidence(
  loaded: LoadedModel,
  predictions: Predictions,
  folder: string,
  options: ConfidenceOptions,
): Promise<Told> {
  const outcomes = await readCalibration(folder, loaded);
  const { outputs, width } = predictions;
  if (outcomes.task === "regression") {
    const { low, high, warnings } = numberConfidence(outcomes, outputs, options);
    const end = (value: number) => (Number.isFinite(value) ? value : null);
    const all = Array.from(outputs, (predicted, i) => ({
      ...{ predicted, low: end(low[i]!), high: end(high[i]!) },
    }));
    return { all, warnings };
  }
  const { classes } = outcomes;
  const said = classConfidence(outcomes, predictions.probabilities(), options);
  const { calibrated, decisions, warnings, temperature, threshold } = said;
  const all = decisions.map(({ predicted, set = [], ask, reason }, i) => ({
    ...read(classes, predicted, calibrated.subarray(i * width, (i + 1) * width)),
    ...{ set: set.map((label) => classes[label]!), ask },
    ...(reason && { reason }),
  }));
  return { all, warnings, temperature, ...(threshold !== undefined && { threshold }) };
}
