import type { DistributionCases } from "./caseTypes.js";

export const geometricCases: DistributionCases<"probability"> = {
  parameters: [{ probability: 0.35 }, { probability: 0.9 }, { probability: 1e-3 }],
};
