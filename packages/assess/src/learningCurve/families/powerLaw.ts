import { type CurveFamily, sigmoid } from "./family.js";

/**
 * A power law above a floor (Cortes et al. 1994, "Learning curves: asymptotic values and rate of convergence"):
 *   e = a·n^-b + c = E·(ρ + (1-ρ)·e^{-bL})
 * E the error at n₁, ρ the share of it that no number of examples takes away.
 *   θ = (log E, logit ρ, log b)
 */
export const powerLaw: CurveFamily = {
  name: "power law",
  formula: "e = a·n^-b + c",
  priors: ({ lastError }) => [
    { mean: Math.log(lastError), standardDeviation: 1 },
    { mean: -1, standardDeviation: 2 },
    { mean: Math.log(0.35), standardDeviation: 0.4 },
  ],
  at(theta, L) {
    const E = Math.exp(theta[0]!);
    const rho = sigmoid(theta[1]!);
    const b = Math.exp(theta[2]!);
    const falling = Math.exp(-b * L);
    const error = E * (rho + (1 - rho) * falling);
    const slopes = [error, E * rho * (1 - rho) * (1 - falling), -E * (1 - rho) * falling * b * L];
    return { error, slopes };
  },
};
