import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { logisticMaximum } from "../estimation/logistic.js";
import { type LogMoments, relativeMoments } from "../moments/positiveMoments.js";
import { logMomentsOfPower } from "../moments/powerOfExponential.js";
import { Sample } from "../sample.js";
import { logMoments } from "../statistics/logMoments.js";
import { logRatios } from "../statistics/logRatios.js";
import { allEqual } from "../status.js";
import { add, div, mul, neg, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";
import { logRatio, softplus } from "../symbolic/logarithms.js";
import { logPower } from "../symbolic/powers.js";
import type { Term } from "../symbolic/term.js";

const logOdds = (x: Term, { scale, shape }: Readonly<Record<"scale" | "shape", Term>>): Term =>
  mul(shape, logRatio(x, scale));

/** E(X^j) = α^j·Γ(1 + j/β)Γ(1 - j/β). */
const momentsOf = (shape: number) => {
  const u = 1 / shape;
  const [up, down] = [logMomentsOfPower(u), logMomentsOfPower(-u)];
  const both: LogMoments = {
    second: up.second + down.second,
    third: up.third - down.third,
    fourth: up.fourth + down.fourth,
  };
  return relativeMoments(both, u);
};

/** πu/sin(πu), u = 1/β. */
const meanOf = (shape: number) => Math.PI / shape / Math.sin(Math.PI / shape);

/**
 * The log-logistic distribution of x whose logarithm is logistic, z = x/α:
 *   f(x) = (β/α)z^(β-1)/(1 + z^β)²,   F(x) = 1/(1 + z^(-β)),   x ≥ 0
 * (Johnson, Kotz & Balakrishnan 1995, section 23.11).
 * @param scale α > 0, the median
 * @param shape β > 0
 */
export const LogLogistic = distribution({
  name: "LogLogistic",
  kind: "continuous",
  parameters: {
    scale: { symbol: "α", constraint: positive(), role: "scale" },
    shape: { symbol: "β", constraint: positive() },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { scale, shape }) =>
    sub(
      add(log(div(shape, scale)), logPower(x, scale, sub(shape, 1))),
      mul(2, softplus(logOdds(x, { scale, shape }))),
    ),
  logCdf: (x, parameters) => neg(softplus(neg(logOdds(x, parameters)))),
  logSurvival: (x, parameters) => neg(softplus(logOdds(x, parameters))),
  quantile: ({ logP, logQ }, { scale, shape }) => scale * Math.exp((logP - logQ) / shape),
  mean: ({ scale, shape }) => (shape > 1 ? scale * meanOf(shape) : Infinity),
  variance: ({ scale, shape }) => {
    if (shape <= 2) return shape > 1 ? Infinity : Number.NaN;
    return ((scale * meanOf(shape)) / shape) ** 2 * momentsOf(shape).variance;
  },
  skewness: ({ shape }) => (shape > 3 ? momentsOf(shape).skewness : shape > 2 ? Infinity : Number.NaN),
  kurtosis: ({ shape }) => (shape > 4 ? momentsOf(shape).kurtosis : shape > 2 ? Infinity : Number.NaN),
  entropy: ({ scale, shape }) => Math.log(scale / shape) + 2,
  // By the moments of log x.
  start: (sample) => {
    const { mean, variance } = sample.get(logMoments);
    return { scale: Math.exp(mean), shape: Math.PI / Math.sqrt(3 * variance) };
  },
  estimate: (sample) => {
    const { minimum, maximum } = sample;
    if (minimum === maximum)
      return {
        parameters: { scale: minimum, shape: Infinity },
        status: allEqual(minimum, "shape", Infinity),
      };
    const { base, logs } = logRatios(sample.values);
    const { location, scale } = logisticMaximum(new Sample(logs, sample.weights));
    return { parameters: { scale: base * Math.exp(location), shape: 1 / scale } };
  },
});
