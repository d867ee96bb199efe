import type { DistributionCases } from "./caseTypes.js";

export const fCases: DistributionCases<"numeratorDegreesOfFreedom" | "denominatorDegreesOfFreedom"> = {
  parameters: [
    { numeratorDegreesOfFreedom: 5, denominatorDegreesOfFreedom: 14 },
    { numeratorDegreesOfFreedom: 1.2, denominatorDegreesOfFreedom: 3 },
    { numeratorDegreesOfFreedom: 2e4, denominatorDegreesOfFreedom: 700 },
  ],
  // The quantile of 1e-300 with 1.2 degrees of freedom is below the smallest number.
  lowestTail: { lower: 1e-100 },
  withoutMoments: [1],
};
