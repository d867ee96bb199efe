import {
  type ClassOutcomes,
  calibrate,
  conformalClasses,
  expectedCalibrationError,
  negativeLogLikelihood,
  riskCoverage,
  setScores,
} from "@mebae/assess";
import { accuracy, argmaxRows } from "@mebae/training";
import type { FashionOutcomes } from "./fashionOutcomes.ts";
import type { Reference } from "./references.ts";

export interface Figure {
  readonly name: string;
  readonly reference: number;
  /** Of the reference's last digit. */
  readonly unit: number;
  readonly found: number;
}

/** The reference scales logarithms of max(p, 1e-3). */
export const referenceFloor = 1e-3;

/** How far a figure of logistic regression may be off: the images are the same, only the solvers end in different places. */
export const tolerance = 0.002;

export function referenceFigures({ calibration, test }: FashionOutcomes, reference: Reference): Figure[] {
  const { temperature, after } = scaled(calibration, test);
  const curve = riskCoverage(test);
  const right = accuracy(argmaxRows(test.probabilities, 10), test.labels);
  const figure = (name: string, unit: number, reference: number, found: number): Figure => ({
    ...{ name, unit, reference, found },
  });
  const sets = reference.sets.flatMap(([alpha, coverage, size, singletons]) => {
    const scores = setScores(
      conformalClasses(calibration, { alpha }).predict(test.probabilities),
      test.labels,
    );
    return [
      figure(`LAC α = ${alpha}: coverage`, 1e-4, coverage, scores.coverage),
      figure(`LAC α = ${alpha}: mean size`, 1e-2, size, scores.meanSize),
      figure(`LAC α = ${alpha}: singletons`, 1e-3, singletons, scores.singletons),
    ];
  });
  const answered = reference.answered.map(([coverage, expected]) =>
    figure(`accuracy at ${100 * coverage} % coverage`, 1e-3, expected, curve.accuracyAt(coverage)),
  );
  const { calibrationError, logLoss } = reference;
  return [
    figure("accuracy", 1e-4, reference.accuracy, right),
    ...sets,
    figure("temperature", 1e-3, reference.temperature, temperature),
    figure("ECE before", 1e-4, calibrationError[0], expectedCalibrationError(test)),
    figure("ECE after", 1e-4, calibrationError[1], expectedCalibrationError(after)),
    figure("negative log-likelihood before", 1e-3, logLoss[0], flooredLoss(test)),
    figure("negative log-likelihood after", 1e-3, logLoss[1], negativeLogLikelihood(after)),
    figure("area under the risk-coverage curve", 1e-4, reference.area, curve.area),
    ...answered,
  ];
}

/** Trees leave true classes with the probability 0, whose logarithm the reference takes of 1e-12 before any scaling. */
function flooredLoss({ probabilities, labels, classes }: ClassOutcomes): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++)
    sum -= Math.log(Math.max(probabilities[i * classes + labels[i]!]!, 1e-12));
  return sum / labels.length;
}

function scaled(calibration: ClassOutcomes, test: ClassOutcomes) {
  const scaling = calibrate(calibration, { method: "temperature", floor: referenceFloor });
  const after = { ...test, probabilities: scaling.apply(test.probabilities) };
  return { temperature: scaling.temperature, after };
}
