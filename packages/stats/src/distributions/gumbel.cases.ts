import type { DistributionCases } from "./caseTypes.js";

export const gumbelCases: DistributionCases<"location" | "scale"> = {
  parameters: [
    { location: 0, scale: 1 },
    { location: -3.5, scale: 0.02 },
    { location: 1e3, scale: 250 },
  ],
};
