import type { DistributionCases } from "./caseTypes.js";

export const betaCases: DistributionCases<"alpha" | "beta"> = {
  parameters: [
    { alpha: 2.5, beta: 4 },
    { alpha: 0.7, beta: 0.6 },
    { alpha: 3e4, beta: 9e3 },
    { alpha: 1, beta: 6 },
  ],
  // Values this near 1 cannot be told from it.
  lowestTail: { lower: 1e-100, upper: 1e-6 },
  // Integrals towards a pole at 1 end where x rounds to it.
  withoutMoments: [1],
  withoutEntropy: [1],
  withoutInformation: [1],
};
