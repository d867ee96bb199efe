import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { gammaShape } from "../estimation/gammaShape.js";
import { logMinusDigammaSlope } from "../special/digammaGap.js";
import { gammaPInverseOfLogs } from "../special/gamma.js";
import { logMinusDigamma, stirlingRest } from "../special/stirling.js";
import { areEqual, extremes } from "../statistics/extremes.js";
import { reciprocalDeficit } from "../statistics/reciprocalDeficit.js";
import type { Summary } from "../statistics/statistic.js";
import { allEqual } from "../status.js";
import { div, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log } from "../symbolic/functions.js";
import { logGammaKernel, logLowerGamma, logUpperGamma } from "../symbolic/gammaFunctions.js";

const estimate = (summary: Summary) => {
  const { mean, deficit } = summary.get(reciprocalDeficit);
  if (!(deficit > 0) || (deficit < 1e-12 && areEqual(summary)))
    return {
      parameters: { shape: Infinity, scale: Infinity },
      // Not by the mean of the reciprocals, which is rounded.
      status: allEqual(summary.get(extremes).least, "shape", Infinity),
    };
  const shape = gammaShape(deficit);
  return { parameters: { shape, scale: shape / mean } };
};

/**
 * The inverse gamma distribution of x whose reciprocal has a gamma distribution of shape α and scale 1/β:
 *   f(x) = β^α·x^(-α-1)e^(-β/x)/Γ(α),   F(x) = Q(α, β/x),   x > 0
 * (Johnson, Kotz & Balakrishnan 1994, section 17.8). Its maximum likelihood is that of 1/x.
 * @param shape α > 0
 * @param scale β > 0
 */
export const InverseGamma = distribution({
  name: "InverseGamma",
  kind: "continuous",
  parameters: {
    shape: { symbol: "α", constraint: positive() },
    scale: { symbol: "β", constraint: positive(), role: "scale" },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { shape, scale }) =>
    where(lessThan(0, x), sub(logGammaKernel(shape, div(scale, x)), log(x)), -Infinity),
  logCdf: (x, { shape, scale }) => logUpperGamma(shape, div(scale, x)),
  logSurvival: (x, { shape, scale }) => logLowerGamma(shape, div(scale, x)),
  quantile: ({ logP, logQ }, { shape, scale }) => scale / gammaPInverseOfLogs(shape, logQ, logP),
  sample: (draws, { shape, scale }) => scale * Math.exp(-draws.logGamma(shape)),
  mean: ({ shape, scale }) => (shape > 1 ? scale / (shape - 1) : Infinity),
  variance: ({ shape, scale }) => {
    if (shape <= 2) return shape > 1 ? Infinity : Number.NaN;
    return (scale / (shape - 1)) ** 2 / (shape - 2);
  },
  skewness: ({ shape }) => {
    if (shape <= 3) return shape > 2 ? Infinity : Number.NaN;
    return (4 * Math.sqrt(shape - 2)) / (shape - 3);
  },
  kurtosis: ({ shape }) => {
    if (shape <= 4) return shape > 2 ? Infinity : Number.NaN;
    return (6 * (5 * shape - 11)) / ((shape - 3) * (shape - 4));
  },
  // α + log β + log Γ(α) - (1 + α)ψ(α), of which the large terms cancel.
  entropy: ({ shape: a, scale }) =>
    Math.log(scale / a) + 0.5 * Math.log((2 * Math.PI) / a) + stirlingRest(a) + (a + 1) * logMinusDigamma(a),
  start: (sample) => estimate(sample).parameters,
  // About α and the mean α/β of 1/x, as the gamma distribution has it: ψ′(α) - 1/α and α/(α/β)².
  coordinates: ({ shape, scale }) => ({
    information: [
      [-logMinusDigammaSlope(shape), 0],
      [0, (scale / shape) * scale],
    ],
    jacobian: [
      [1, 0],
      [scale / shape, -(scale / shape) * scale],
    ],
  }),
  sufficient: { statistics: [reciprocalDeficit, extremes], estimate },
});
