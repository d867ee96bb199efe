import type { DistributionCases } from "./caseTypes.js";

export const inverseGaussianCases: DistributionCases<"mean" | "shape"> = {
  parameters: [
    { mean: 1, shape: 1 },
    { mean: 30, shape: 2e3 },
    { mean: 2, shape: 0.5 },
  ],
};
