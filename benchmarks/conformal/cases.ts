import type { ClassOutcomes } from "@mebae/assess";
import type { FashionOutcomes } from "./fashionOutcomes.ts";
import type { NumberMethod } from "./freshDraws.ts";
import type { ResplitCase } from "./resplits.ts";

const raps = { kind: "raps", penalty: 0.05, free: 2 } as const;

/** Sets of classes whose coverage is measured by re-splits of Fashion-MNIST. */
export const resplitCases: readonly ResplitCase[] = [
  ...[50, 94, 100, 200, 500, 1000].map((n) => ({ score: "lac" as const, randomized: false, n, alpha: 0.1 })),
  ...[109, 1000].map((n) => ({ score: "lac" as const, randomized: false, n, alpha: 0.05 })),
  { score: "aps", randomized: true, n: 94, alpha: 0.1 },
  { score: raps, randomized: true, n: 94, alpha: 0.1 },
];

export interface FreshCase {
  readonly method: NumberMethod;
  readonly n: number;
  readonly alpha: number;
}

/** Intervals of numbers, whose coverage is known. */
export const freshCases: readonly FreshCase[] = (["absolute", "normalized", "quantile"] as const).flatMap(
  (method) => [94, 1000].map((n) => ({ method, n, alpha: 0.1 })),
);

export const nameOf = ({ score }: ResplitCase): string =>
  `${typeof score === "string" ? score : score.kind}, re-splits`;

/** The images that nobody learned from: those that calibrate, and those of the test file. */
export function poolOf({ calibration: a, test: b }: FashionOutcomes): ClassOutcomes {
  return {
    probabilities: Float64Array.from([...Array.from(a.probabilities), ...Array.from(b.probabilities)]),
    labels: Int32Array.from([...Array.from(a.labels), ...Array.from(b.labels)]),
    classes: a.classes,
  };
}
