import { nonNegative } from "../constraints/nonNegative.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import type { Draws } from "../draws.js";
import { vonMisesMaximum } from "../estimation/vonMises.js";
import { vonMisesEntropy, vonMisesLowerQuantile, vonMisesMoment } from "../special/vonMisesQuantile.js";
import { meanDirection } from "../statistics/meanDirection.js";
import { sub } from "../symbolic/arithmetic.js";
import { logVonMises, logVonMisesCdf } from "../symbolic/vonMisesFunctions.js";

/** Read out here, where it holds on to nothing: to a bundler, reading a property may do something. */
const turn = 2 * Math.PI;

/**
 * The von Mises distribution of angles in radians:
 *   f(x) = e^(κcos(x-μ))/(2πI₀(κ))
 * I₀ being the modified Bessel function (Mardia & Jupp 2000, section 3.5.4). Any number is an angle: whole turns make no
 * difference. The distribution function, quantiles and moments are those of the angle in [μ-π, μ+π]. The maximum likelihood is
 * the direction of the mean of the points (cos x, sin x), in (-π, π], and the κ at which a mean is expected as long as theirs.
 * @param mean μ, the direction of the mean and the mode
 * @param concentration κ of at least 0, at which all directions are alike
 */
export const VonMises = distribution<"mean" | "concentration">({
  name: "VonMises",
  kind: "continuous",
  parameters: {
    mean: { symbol: "μ", constraint: real() },
    concentration: { symbol: "κ", constraint: nonNegative() },
  },
  support: ({ mean }) => [mean - Math.PI, mean + Math.PI],
  period: turn,
  logPdf: (x, { mean, concentration }) => logVonMises(sub(x, mean), concentration),
  logCdf: (x, { mean, concentration }) => logVonMisesCdf(sub(x, mean), concentration),
  logSurvival: (x, { mean, concentration }) => logVonMisesCdf(sub(mean, x), concentration),
  quantile: ({ logP, logQ }, { mean, concentration }) => {
    if (logP === logQ) return mean;
    if (logP < logQ) return mean + vonMisesLowerQuantile(logP, concentration);
    return mean - vonMisesLowerQuantile(logQ, concentration);
  },
  sample: (draws, { mean, concentration }) => mean + draw(draws, concentration),
  mean: ({ mean }) => mean,
  variance: ({ concentration }) => vonMisesMoment(2, concentration),
  skewness: () => 0,
  kurtosis: ({ concentration }) =>
    vonMisesMoment(4, concentration) / vonMisesMoment(2, concentration) ** 2 - 3,
  entropy: ({ concentration }) => vonMisesEntropy(concentration),
  start: (sample) => {
    const { mean, concentration } = vonMisesMaximum(sample.get(meanDirection)).parameters;
    return { mean, concentration: Math.max(concentration, 0.01) };
  },
  sufficient: {
    statistics: [meanDirection],
    estimate: (summary) => vonMisesMaximum(summary.get(meanDirection)),
  },
});

/**
 * By rejection from a wrapped Cauchy distribution (Best & Fisher 1979), with 1 - cos θ and r - 1 in place of cos θ and r: for a high
 * concentration these are small.
 */
function draw(draws: Draws, concentration: number): number {
  if (concentration < 1e-8) return 2 * Math.PI * (draws.uniform() - 0.5);
  const tau = 1 + Math.sqrt(1 + 4 * concentration ** 2);
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * concentration);
  // For a low concentration rho is its half, of which the formula loses the digits.
  const excess = concentration < 1e-4 ? 1 / concentration + concentration - 1 : (1 - rho) ** 2 / (2 * rho);
  for (;;) {
    const half = Math.sin(0.5 * Math.PI * draws.uniform());
    const fall = 2 * half * half;
    const oneMinusCosine = (excess * fall) / (excess + 2 - fall);
    const c = concentration * (excess + oneMinusCosine);
    const v = draws.uniform();
    const sign = draws.uniform() < 0.5 ? -1 : 1;
    if (Math.log(c / v) + 1 - c >= 0)
      return sign * 2 * Math.asin(Math.sqrt(Math.min(1, 0.5 * oneMinusCosine)));
  }
}
