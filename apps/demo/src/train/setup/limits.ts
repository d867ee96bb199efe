/** The bounds of a number: what its field takes, and what a link may bring. */
export interface Limit {
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
}

export const limits = {
  digits: { least: 100, most: 5000, isWhole: true },
  digitSize: { least: 8, most: 32, isWhole: true },
  points: { least: 40, most: 2000, isWhole: true },
  noise: { least: 0, most: 1 },
  learningRate: { least: 1e-6, most: 10 },
  batchSize: { least: 1, most: 1024, isWhole: true },
  epochs: { least: 1, most: 1000, isWhole: true },
  decay: { least: 0, most: 1 },
  labelSmoothing: { least: 0, most: 0.5 },
  weightNoise: { least: 0, most: 0.5 },
  inputNoise: { least: 0, most: 1 },
  patience: { least: 0, most: 100, isWhole: true },
  validation: { least: 0.05, most: 0.5 },
  seed: { least: 0, most: 999_999, isWhole: true },
} satisfies Readonly<Record<string, Limit>>;

/** How many layers a list may have. */
export const mostLayers = 24;

export const isWithin = (value: unknown, { least, most, isWhole = false }: Limit): value is number =>
  typeof value === "number" && value >= least && value <= most && (!isWhole || Number.isInteger(value));
