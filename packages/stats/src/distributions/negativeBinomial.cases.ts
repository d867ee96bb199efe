import type { DistributionCases } from "./caseTypes.js";

export const negativeBinomialCases: DistributionCases<"size" | "mean"> = {
  parameters: [
    { size: 2.5, mean: 8 },
    { size: 0.2, mean: 1.5 },
    { size: 40, mean: 600 },
    { size: 1e4, mean: 20 },
  ],
};
