import type { DistributionCases } from "./caseTypes.js";

export const binomialCases: DistributionCases<"trials" | "probability"> = {
  parameters: [
    { trials: 12, probability: 0.3 },
    { trials: 1, probability: 0.6 },
    { trials: 5000, probability: 0.9 },
    { trials: 1e9, probability: 1e-8 },
  ],
};
