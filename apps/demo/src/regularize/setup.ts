/** The ways of learning that stand side by side, in the order of the page. */
export const methods = [
  "nothing",
  "weightDecay",
  "dropout",
  "batchNorm",
  "earlyStopping",
  "weightNoise",
] as const;
export type Method = (typeof methods)[number];

/** What a person can change. All six networks are trained anew from it. */
export interface Setup {
  /** Examples to learn from. */
  readonly amount: number;
  /** Gives the data, the first weights, the batches and the noise. */
  readonly seed: number;
  /** λ of decoupled decay. */
  readonly weightDecay: number;
  /** The probability with which a hidden value is left out. */
  readonly dropout: number;
  /** The standard deviation of the noise on each weight. */
  readonly weightNoise: number;
}

/** The steps of the slider of the amount of data. */
export const amounts = [20, 40, 60, 100, 200, 400] as const;

export const firstSetup: Setup = { amount: 60, seed: 1, weightDecay: 0.7, dropout: 0.5, weightNoise: 0.3 };

/** Steps of gradient descent that each network may take. */
export const totalSteps = 1000;
/** They are measured after each so many. */
export const measuredEvery = 20;
