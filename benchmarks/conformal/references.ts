/** What shared/data/README.md says of a method: scikit-learn 1.2.1 on the same images. Shares and scores, each of 1. */
export interface Reference {
  readonly accuracy: number;
  /** Of LAC: α, coverage, mean size and share of single classes. */
  readonly sets: readonly (readonly [alpha: number, coverage: number, size: number, singletons: number])[];
  readonly temperature: number;
  readonly calibrationError: readonly [before: number, after: number];
  readonly logLoss: readonly [before: number, after: number];
  readonly area: number;
  /** Accuracy of those that are answered. */
  readonly answered: readonly (readonly [coverage: number, accuracy: number])[];
}

export const logisticReference: Reference = {
  accuracy: 0.7885,
  sets: [
    [0.1, 0.8948, 1.38, 0.694],
    [0.05, 0.94, 1.79, 0.527],
  ],
  temperature: 1.189,
  calibrationError: [0.0647, 0.0219],
  logLoss: [0.663, 0.632],
  area: 0.0715,
  answered: [
    [0.95, 0.813],
    [0.9, 0.833],
    [0.8, 0.871],
    [0.7, 0.902],
    [0.5, 0.948],
  ],
};

/** Of 300 trees, drawn once. */
export const forestReference: Reference = {
  accuracy: 0.7966,
  sets: [
    [0.1, 0.8924, 1.33, 0.689],
    [0.05, 0.9449, 1.68, 0.5],
  ],
  temperature: 0.575,
  calibrationError: [0.1214, 0.0157],
  logLoss: [0.639, 0.555],
  area: 0.0614,
  answered: [
    [0.95, 0.819],
    [0.9, 0.842],
    [0.8, 0.882],
    [0.7, 0.915],
    [0.5, 0.96],
  ],
};
