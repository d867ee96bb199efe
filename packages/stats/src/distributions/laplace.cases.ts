import type { DistributionCases } from "./caseTypes.js";

export const laplaceCases: DistributionCases<"location" | "scale"> = {
  parameters: [
    { location: 0, scale: 1 },
    { location: 12.5, scale: 1e-3 },
    { location: -40, scale: 300 },
  ],
  kinks: [0.5],
};
