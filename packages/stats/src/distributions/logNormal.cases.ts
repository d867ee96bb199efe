import type { DistributionCases } from "./caseTypes.js";

export const logNormalCases: DistributionCases<"logMean" | "logStandardDeviation"> = {
  parameters: [
    { logMean: 0, logStandardDeviation: 0.5 },
    { logMean: -2, logStandardDeviation: 0.01 },
    { logMean: 9, logStandardDeviation: 4 },
  ],
  // The eighth moment's integral wants values that overflow.
  withoutMoments: [2],
};
