import { type CurveFamily, sigmoid } from "./family.js";

/**
 * The curve of Morgan, Mercer and Flodin (1975, "General model for nutritional responses of higher organisms"), which
 * begins at guessing:
 *   e = c + (g - c)/(1 + (n/k)^d) = c + (g - c)/(1 + Q·e^{dL}),   Q = (g - E)/(E - c),   c = ρE
 * g the error of guessing, E the error at n₁, c the floor.
 *   θ = (logit E/g, logit ρ, log d)
 */
export const morganMercerFlodin: CurveFamily = {
  name: "Morgan-Mercer-Flodin",
  formula: "e = c + (g - c)/(1 + (n/k)^d)",
  priors: ({ lastError, guessing }) => [
    { mean: Math.log(lastError / Math.max(guessing - lastError, 1e-3 * guessing)), standardDeviation: 1 },
    { mean: -0.5, standardDeviation: 2 },
    { mean: Math.log(0.55), standardDeviation: 0.25 },
  ],
  at(theta, L, { guessing }) {
    const E = guessing * sigmoid(theta[0]!);
    const rho = sigmoid(theta[1]!);
    const d = Math.exp(theta[2]!);
    const Q = (guessing - E) / (E * (1 - rho));
    const c = rho * E;
    const w = Math.exp(d * L);
    const D = 1 + Q * w;
    // e in terms of c and D, then D through Q.
    const byC = 1 - 1 / D;
    const byQ = (-(guessing - c) / D ** 2) * w;
    const dE = E * (1 - E / guessing);
    const dRho = rho * (1 - rho);
    return {
      error: c + (guessing - c) / D,
      slopes: [
        byC * rho * dE - byQ * (guessing / (E ** 2 * (1 - rho))) * dE,
        byC * E * dRho + byQ * (Q / (1 - rho)) * dRho,
        byQ * Q * L * d,
      ],
    };
  },
};
