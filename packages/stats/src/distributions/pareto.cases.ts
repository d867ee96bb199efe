import type { DistributionCases } from "./caseTypes.js";

export const paretoCases: DistributionCases<"minimum" | "shape"> = {
  parameters: [
    { minimum: 1, shape: 6.5 },
    { minimum: 250, shape: 1.2 },
    { minimum: 1e-3, shape: 40 },
  ],
  // Near its minimum numbers are too far apart.
  lowestTail: { lower: 1e-3 },
  withoutMoments: [1],
};
