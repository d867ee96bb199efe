import { lgamma, lgammaOnePlus } from "@mebae/tensor/scalar";
import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { weibullMaximum } from "../estimation/weibull.js";
import { relativeMoments } from "../moments/positiveMoments.js";
import { logMomentsOfPower } from "../moments/powerOfExponential.js";
import { logMoments } from "../statistics/logMoments.js";
import { allEqual } from "../status.js";
import { add, div, mul, neg, sub } from "../symbolic/arithmetic.js";
import { exp, log } from "../symbolic/functions.js";
import { log1mexpexp, logRatio } from "../symbolic/logarithms.js";
import { logPower } from "../symbolic/powers.js";
import type { Term } from "../symbolic/term.js";

const eulerGamma = 0.5772156649015329;

/** k·log(x/λ), the logarithm of the cumulative hazard. */
const logHazard = (x: Term, { scale, shape }: Readonly<Record<"shape" | "scale", Term>>): Term =>
  mul(shape, logRatio(x, scale));

const momentsOf = (shape: number) => relativeMoments(logMomentsOfPower(1 / shape), 1 / shape);

const meanOf = (shape: number) => Math.exp(shape > 1 ? lgammaOnePlus(1 / shape) : lgamma(1 + 1 / shape));

/**
 * The Weibull distribution, z = x/λ:
 *   f(x) = (k/λ)z^(k-1)e^(-z^k),   F(x) = 1 - e^(-z^k),   x ≥ 0
 * (Johnson, Kotz & Balakrishnan 1994, chapter 21).
 * @param shape k > 0
 * @param scale λ > 0
 */
export const Weibull = distribution({
  name: "Weibull",
  kind: "continuous",
  parameters: {
    shape: { symbol: "k", constraint: positive() },
    scale: { symbol: "λ", constraint: positive(), role: "scale" },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { scale, shape }) => {
    const power = logPower(x, scale, sub(shape, 1));
    return sub(add(log(div(shape, scale)), power), exp(logHazard(x, { scale, shape })));
  },
  logCdf: (x, parameters) => log1mexpexp(logHazard(x, parameters)),
  logSurvival: (x, parameters) => neg(exp(logHazard(x, parameters))),
  quantile: ({ logQ }, { scale, shape }) => scale * (-logQ) ** (1 / shape),
  mean: ({ scale, shape }) => scale * meanOf(shape),
  variance: ({ scale, shape }) => ((scale * meanOf(shape)) / shape) ** 2 * momentsOf(shape).variance,
  skewness: ({ shape }) => momentsOf(shape).skewness,
  kurtosis: ({ shape }) => momentsOf(shape).kurtosis,
  entropy: ({ scale, shape }) => eulerGamma * (1 - 1 / shape) + Math.log(scale / shape) + 1,
  // By the moments of log x, which has a Gumbel distribution.
  start: (sample) => {
    const { mean, variance } = sample.get(logMoments);
    const shape = Math.PI / Math.sqrt(6 * variance);
    return { shape, scale: Math.exp(mean + eulerGamma / shape) };
  },
  estimate: (sample) => {
    const { minimum, maximum } = sample;
    return minimum < maximum
      ? { parameters: weibullMaximum(sample) }
      : { parameters: { scale: minimum, shape: Infinity }, status: allEqual(minimum, "shape", Infinity) };
  },
});
