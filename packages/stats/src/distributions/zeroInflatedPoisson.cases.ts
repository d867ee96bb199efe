import type { DistributionCases } from "./caseTypes.js";

export const zeroInflatedPoissonCases: DistributionCases<"zeroProbability" | "rate"> = {
  parameters: [
    { zeroProbability: 0.3, rate: 2.5 },
    { zeroProbability: 0.05, rate: 60 },
    { zeroProbability: 0.8, rate: 0.1 },
  ],
};
