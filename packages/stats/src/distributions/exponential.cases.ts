import type { DistributionCases } from "./caseTypes.js";

export const exponentialCases: DistributionCases<"rate"> = {
  parameters: [{ rate: 1 }, { rate: 1e-8 }, { rate: 250 }],
};
