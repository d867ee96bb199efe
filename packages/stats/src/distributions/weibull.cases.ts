import type { DistributionCases } from "./caseTypes.js";

export const weibullCases: DistributionCases<"shape" | "scale"> = {
  parameters: [
    { shape: 1.5, scale: 1 },
    { shape: 0.4, scale: 2e-3 },
    { shape: 35, scale: 800 },
    { shape: 1, scale: 3 },
  ],
};
