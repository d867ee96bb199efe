import type { DistributionCases } from "./caseTypes.js";

export const cauchyCases: DistributionCases<"location" | "scale"> = {
  parameters: [
    { location: 0, scale: 1 },
    { location: 3, scale: 1e-3 },
    { location: -1e4, scale: 500 },
  ],
  withoutMoments: [0, 1, 2],
};
