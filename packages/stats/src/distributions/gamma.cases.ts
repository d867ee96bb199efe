import type { DistributionCases } from "./caseTypes.js";

export const gammaCases: DistributionCases<"shape" | "scale"> = {
  parameters: [
    { shape: 2.5, scale: 1 },
    { shape: 0.3, scale: 40 },
    { shape: 1, scale: 2 },
    { shape: 3e4, scale: 1e-3 },
  ],
};
