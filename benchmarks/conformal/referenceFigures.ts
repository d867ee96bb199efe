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

export interface Figure {
  readonly name: string;
  /** Of scikit-learn 1.2.1's logistic regression, in the project's notes on its data. */
  readonly reference: number;
  readonly found: number;
}

/** The reference takes logarithms of max(p, 1e-3). */
export const referenceFloor = 1e-3;

/** How far a figure may be off: the images are the same, only the solvers end in different places. */
export const tolerance = 0.002;

export function referenceFigures({ calibration, test }: FashionOutcomes): Figure[] {
  const { temperature, after } = scaled(calibration, test);
  const curve = riskCoverage(test);
  const right = accuracy(argmaxRows(test.probabilities, 10), test.labels);
  const figure = (name: string, reference: number, found: number): Figure => ({ name, reference, found });
  const sets = [
    [0.1, 0.8948, 1.38, 0.694],
    [0.05, 0.94, 1.79, 0.527],
  ].flatMap(([alpha, coverage, size, singletons]) => {
    const scores = setScores(
      conformalClasses(calibration, { alpha: alpha! }).predict(test.probabilities),
      test.labels,
    );
    return [
      figure(`LAC α = ${alpha}: coverage`, coverage!, scores.coverage),
      figure(`LAC α = ${alpha}: mean size`, size!, scores.meanSize),
      figure(`LAC α = ${alpha}: singletons`, singletons!, scores.singletons),
    ];
  });
  const answered = [
    [0.95, 0.813],
    [0.9, 0.833],
    [0.8, 0.871],
    [0.7, 0.902],
    [0.5, 0.948],
  ].map(([coverage, reference]) =>
    figure(`accuracy at ${100 * coverage!} % coverage`, reference!, curve.accuracyAt(coverage!)),
  );
  return [
    figure("accuracy", 0.7885, right),
    ...sets,
    figure("temperature", 1.189, temperature),
    figure("ECE before", 0.0647, expectedCalibrationError(test)),
    figure("ECE after", 0.0219, expectedCalibrationError(after)),
    figure("negative log-likelihood before", 0.663, negativeLogLikelihood(test)),
    figure("negative log-likelihood after", 0.632, negativeLogLikelihood(after)),
    figure("area under the risk-coverage curve", 0.0715, curve.area),
    ...answered,
  ];
}

function scaled(calibration: ClassOutcomes, test: ClassOutcomes) {
  const scaling = calibrate(calibration, { method: "temperature", floor: referenceFloor });
  const after = { ...test, probabilities: scaling.apply(test.probabilities) };
  return { temperature: scaling.temperature, after };
}
