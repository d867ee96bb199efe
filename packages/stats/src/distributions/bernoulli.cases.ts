import type { DistributionCases } from "./caseTypes.js";

export const bernoulliCases: DistributionCases<"probability"> = {
  parameters: [{ probability: 0.3 }, { probability: 1e-7 }, { probability: 0.85 }],
};
