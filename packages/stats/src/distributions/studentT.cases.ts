import type { DistributionCases } from "./caseTypes.js";

export const studentTCases: DistributionCases<"degreesOfFreedom" | "location" | "scale"> = {
  parameters: [
    { degreesOfFreedom: 12, location: 0, scale: 1 },
    { degreesOfFreedom: 0.7, location: -3, scale: 0.05 },
    { degreesOfFreedom: 5e4, location: 1e3, scale: 20 },
    { degreesOfFreedom: 6.5, location: 2, scale: 3 },
  ],
  // The quantile of 1e-300 with 0.7 degrees of freedom is beyond the largest number.
  lowestTail: { lower: 1e-100, upper: 1e-100 },
  withoutMoments: [1],
};
