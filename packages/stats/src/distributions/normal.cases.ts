import type { DistributionCases } from "./caseTypes.js";

export const normalCases: DistributionCases<"mean" | "standardDeviation"> = {
  parameters: [
    { mean: 0, standardDeviation: 1 },
    { mean: -12.5, standardDeviation: 0.03 },
    { mean: 400, standardDeviation: 1e3 },
  ],
};
