import type { DistributionCases } from "./caseTypes.js";

export const triangularCases: DistributionCases<"low" | "mode" | "high"> = {
  parameters: [
    { low: 0, mode: 0.25, high: 1 },
    { low: -3, mode: -2, high: 1 },
    { low: 0, mode: 0, high: 4 },
  ],
  kinks: [0.25],
  // Near an end that isn't 0 numbers are too far apart.
  lowestTail: { lower: 1e-3, upper: 1e-14 },
};
