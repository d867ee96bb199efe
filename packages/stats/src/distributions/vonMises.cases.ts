import type { DistributionCases } from "./caseTypes.js";

export const vonMisesCases: DistributionCases<"mean" | "concentration"> = {
  parameters: [
    { mean: 0.5, concentration: 2 },
    { mean: 1, concentration: 0.1 },
    { mean: 2, concentration: 5e3 },
    { mean: 0, concentration: 30 },
  ],
  // Angles this near ±π cannot be told from it.
  lowestTail: { lower: 1e-5, upper: 1e-5 },
};
