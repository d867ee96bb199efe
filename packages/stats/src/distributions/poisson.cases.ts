import type { DistributionCases } from "./caseTypes.js";

export const poissonCases: DistributionCases<"rate"> = {
  parameters: [{ rate: 3.7 }, { rate: 0.02 }, { rate: 2500 }],
};
