import type { DistributionCases } from "./caseTypes.js";

export const inverseGammaCases: DistributionCases<"shape" | "scale"> = {
  parameters: [
    { shape: 7.5, scale: 1 },
    { shape: 0.4, scale: 30 },
    { shape: 2e3, scale: 1e-3 },
  ],
  withoutMoments: [1],
};
