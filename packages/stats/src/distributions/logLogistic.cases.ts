import type { DistributionCases } from "./caseTypes.js";

export const logLogisticCases: DistributionCases<"scale" | "shape"> = {
  parameters: [
    { scale: 1, shape: 6 },
    { scale: 30, shape: 0.7 },
    { scale: 1e-3, shape: 45 },
  ],
  withoutMoments: [1],
};
