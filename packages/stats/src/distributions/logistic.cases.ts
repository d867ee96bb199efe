import type { DistributionCases } from "./caseTypes.js";

export const logisticCases: DistributionCases<"location" | "scale"> = {
  parameters: [
    { location: 0, scale: 1 },
    { location: 7, scale: 0.01 },
    { location: -2000, scale: 90 },
  ],
};
