import {
  brierScore,
  type ClassOutcomes,
  expectedCalibrationError,
  negativeLogLikelihood,
} from "@mebae/assess";
import type { Dataset, Task } from "@mebae/data";
import {
  argmaxRows,
  classificationScores,
  confusionMatrix,
  meanAbsoluteError,
  type Predictions,
  rootMeanSquaredError,
  rSquared,
  softmaxRows,
} from "@mebae/training";

/** What a network put out for examples that it hasn't learned from, beside what was right. */
export interface Judgement {
  readonly task: Task;
  readonly classes: readonly string[];
  /** Values an example. */
  readonly width: number;
  /** Logits, or numbers in the target's own unit. */
  readonly outputs: Float64Array;
  /** The right labels, or numbers. */
  readonly expected: Float64Array;
  /** Where the examples stand in their source. */
  readonly indices: ArrayLike<number>;
}

export function judge(predictions: Predictions, dataset: Dataset, indices: ArrayLike<number>): Judgement {
  const { target } = dataset;
  const isClasses = target?.kind === "classes";
  return {
    task: isClasses ? "classification" : "regression",
    classes: isClasses ? target.classes : [],
    width: predictions.width,
    outputs: predictions.outputs,
    expected: Float64Array.from(target?.kind === "classes" ? target.labels : (target?.values ?? [])),
    indices,
  };
}

/** The judgements of all folds as one, each example judged by the network that hasn't seen it. */
export function joined(judgements: readonly Judgement[]): Judgement {
  const join = (parts: readonly ArrayLike<number>[]) =>
    Float64Array.from(parts.flatMap((part) => Array.from(part)));
  return {
    ...judgements[0]!,
    outputs: join(judgements.map(({ outputs }) => outputs)),
    expected: join(judgements.map(({ expected }) => expected)),
    indices: join(judgements.map(({ indices }) => indices)),
  };
}

export function probabilitiesOf({ outputs, width }: Judgement): Float64Array {
  return softmaxRows(outputs, width);
}

export function confusionOf({
  outputs,
  width,
  expected,
  classes,
}: Judgement): readonly (readonly number[])[] {
  return confusionMatrix(argmaxRows(outputs, width), Int32Array.from(expected), classes.length);
}

/** The figures by their names: accuracy first, or R². */
export function metricsOf(judgement: Judgement): Record<string, number> {
  const { task, outputs, expected } = judgement;
  if (task === "regression") {
    return {
      r2: rSquared(outputs, expected),
      rmse: rootMeanSquaredError(outputs, expected),
      mae: meanAbsoluteError(outputs, expected),
    };
  }
  const { accuracy, macro } = classificationScores(confusionOf(judgement));
  return { accuracy, precision: macro.precision, recall: macro.recall, f1: macro.f1 };
}

/** Probabilities beside what was right, as @mebae/assess takes them. */
export function outcomesOf(judgement: Judgement): ClassOutcomes {
  const { expected, classes } = judgement;
  return {
    probabilities: probabilitiesOf(judgement),
    labels: Int32Array.from(expected),
    classes: classes.length,
  };
}

/** How far probabilities are from coming true as often as they say. */
export function calibrationOf(judgement: Judgement) {
  const outcomes = outcomesOf(judgement);
  return {
    expectedCalibrationError: expectedCalibrationError(outcomes),
    brierScore: brierScore(outcomes),
    negativeLogLikelihood: negativeLogLikelihood(outcomes),
  };
}
