import type { DistributionCases } from "./caseTypes.js";

export const uniformCases: DistributionCases<"low" | "high"> = {
  parameters: [
    { low: 0, high: 1 },
    { low: -3, high: 2.5 },
    { low: 100, high: 101 },
  ],
  // Near an end that isn't 0 numbers are too far apart.
  lowestTail: { lower: 1e-3, upper: 1e-3 },
};
