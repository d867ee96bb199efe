import type { DistributionCases } from "./caseTypes.js";

export const chiSquaredCases: DistributionCases<"degreesOfFreedom"> = {
  parameters: [
    { degreesOfFreedom: 4 },
    { degreesOfFreedom: 0.7 },
    { degreesOfFreedom: 2 },
    { degreesOfFreedom: 5e3 },
  ],
};
