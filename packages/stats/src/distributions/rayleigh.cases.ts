import type { DistributionCases } from "./caseTypes.js";

export const rayleighCases: DistributionCases<"scale"> = {
  parameters: [{ scale: 1 }, { scale: 1e-8 }, { scale: 700 }],
};
