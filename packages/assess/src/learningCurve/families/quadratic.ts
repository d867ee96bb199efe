import type { CurveFamily } from "./family.js";

/**
 * A parabola on the link's scale (the logit of an accuracy):
 *   z = z₁ + βL + γL²,   β > 0
 * Beyond its vertex, to the right where γ < 0 and to the left where γ > 0, it keeps the vertex's value: more examples
 * aren't predicted to harm.
 *   θ = (z₁, log β, γ)
 */
export const quadratic: CurveFamily = {
  name: "quadratic",
  formula: "z = z₁ + β·log(n/n₁) + γ·log²(n/n₁)",
  priors: ({ lastError, link }) => [
    { mean: link.of(lastError), standardDeviation: 1 },
    { mean: Math.log(0.2), standardDeviation: 1 },
    { mean: -0.025, standardDeviation: 0.015 },
  ],
  at(theta, L, { link }) {
    const beta = Math.exp(theta[1]!);
    const gamma = theta[2]!;
    const vertex = -beta / (2 * gamma);
    const held = gamma < 0 ? Math.min(L, vertex) : gamma > 0 ? Math.max(L, vertex) : L;
    const z = theta[0]! + beta * held + gamma * held ** 2;
    const slope = link.slope(z);
    return { error: link.error(z), slopes: [slope, slope * beta * held, slope * held ** 2] };
  },
};
