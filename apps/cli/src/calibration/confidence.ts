import {
  askAPerson,
  type CalibrationMethod,
  calibrate,
  conformalClasses,
  conformalNumbers,
  type Decision,
  type ScoreOption,
  thresholdForRisk,
} from "@mebae/assess";
import { UsageError } from "@mebae/tensor";
import type { CalibrationOutcomes } from "./calibrationFile.js";

export type SetMethod = "lac" | "aps" | "raps" | "class-conditional";

export interface ConfidenceOptions {
  /** 1 - α: how often a set or an interval is to hold the truth. */
  readonly confidence: number;
  readonly method?: SetMethod;
  /** The error rate that is still good enough among what no person looks at. */
  readonly risk?: number;
}

/** What is said of new examples, and what deserves a warning. */
export interface ClassConfidence {
  readonly kind: "classes";
  /** Probabilities that come true as often as they say. */
  readonly calibrated: Float64Array;
  readonly decisions: readonly Decision[];
  readonly temperature: number;
  /** From which probability on, of the network's own, the risk is kept; undefined where none was asked for or none is sure. */
  readonly threshold?: number;
  readonly warnings: readonly string[];
}

export interface NumberConfidence {
  readonly kind: "numbers";
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly warnings: readonly string[];
}

type ClassOutcomes = Extract<CalibrationOutcomes, { task: "classification" }>;
type NumberOutcomes = Extract<CalibrationOutcomes, { task: "regression" }>;

/** No probability reaches it: every example is for a person. */
const never = 2;

/**
 * Sets and thresholds are made of the network's own probabilities, so that their promises don't depend on a temperature
 * that the same examples chose; the temperature changes what is shown only.
 */
export function classConfidence(
  outcomes: ClassOutcomes,
  probabilities: Float64Array,
  { confidence, method = "lac", risk }: ConfidenceOptions,
): ClassConfidence {
  const classes = outcomes.classes.length;
  const known = { probabilities: outcomes.probabilities, labels: outcomes.labels, classes };
  const calibration = calibrate(known, { method: "temperature" satisfies CalibrationMethod });
  const score: ScoreOption = method === "class-conditional" ? "lac" : method;
  const conformal = conformalClasses(known, {
    ...{ alpha: alphaOf(confidence), score },
    perClass: method === "class-conditional",
    // Where the network is right more often than was asked for, some sets would be empty, which helps nobody.
    neverEmpty: true,
  });
  const found = risk === undefined ? undefined : thresholdForRisk(known, { risk });
  const threshold = found?.kind === "guaranteed" ? found.threshold : undefined;
  const decisions = askAPerson(probabilities, {
    classes,
    sets: conformal.predict(probabilities),
    ...(found && { threshold: threshold ?? never }),
  });
  const none = found?.kind === "none" ? [`${found.reason} A person is asked about every example.`] : [];
  const named = conformal.warnings.map((warning) =>
    warning.replace(/^Class (\d+) /, (_, label) => `Class "${outcomes.classes[Number(label)]}" `),
  );
  return {
    ...{ kind: "classes", decisions, temperature: calibration.temperature },
    calibrated: calibration.apply(probabilities),
    ...(threshold !== undefined && { threshold }),
    warnings: [...warningsOf(outcomes), ...calibration.warnings, ...named, ...none],
  };
}

/** Intervals of one width, ± the quantile of the errors on held-out examples. @throws UsageError where classes are asked for */
export function numberConfidence(
  outcomes: NumberOutcomes,
  predicted: Float64Array,
  { confidence, method, risk }: ConfidenceOptions,
): NumberConfidence {
  if (method !== undefined || risk !== undefined)
    throw new UsageError(
      `--${method === undefined ? "risk" : "method"} goes with classes; this model predicts a number`,
    );
  const conformal = conformalNumbers(outcomes, { alpha: alphaOf(confidence) });
  const { low, high } = conformal.predict({ predicted });
  return { kind: "numbers", low, high, warnings: [...warningsOf(outcomes), ...conformal.warnings] };
}

/** 1-0.9 is 0.09999999999999998. */
function alphaOf(confidence: number): number {
  return Number((1 - confidence).toPrecision(12));
}

function warningsOf({ origin }: CalibrationOutcomes): string[] {
  return origin === "folds"
    ? [
        "What is known of confidence comes from the networks of the folds, which are like this one but learned from fewer examples: what is promised holds about, not for sure.",
      ]
    : [];
}
