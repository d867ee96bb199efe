import type { DistributionCases } from "./caseTypes.js";

export const generalizedExtremeValueCases: DistributionCases<"location" | "scale" | "shape"> = {
  parameters: [
    { location: 0, scale: 1, shape: 0.1 },
    { location: 20, scale: 3, shape: -0.2 },
    { location: -3, scale: 0.5, shape: 1e-9 },
    { location: 100, scale: 40, shape: 0.6 },
  ],
  // Near its end, which isn't 0, numbers are too far apart.
  lowestTail: { upper: 1e-14 },
  withoutMoments: [3],
};
