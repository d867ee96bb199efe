import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { evaluate } from "../programs.js";
import type { Parameters } from "../record.js";
import { scaledExponentialIntegral } from "../special/exponentialIntegral.js";
import { invertTail } from "../special/invertTail.js";
import { inverseGaussianMoments } from "../statistics/inverseGaussianMoments.js";
import type { Summary } from "../statistics/statistic.js";
import { allEqual } from "../status.js";
import { add, div, mul, neg, square, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log, sqrt } from "../symbolic/functions.js";
import { log1mexp } from "../symbolic/logarithms.js";
import { logSum } from "../symbolic/logSum.js";
import { logDifference } from "../symbolic/mass.js";
import { logScaledNormalTail } from "../symbolic/scaledNormalTail.js";
import type { Term } from "../symbolic/term.js";

type Names = "mean" | "shape";

/** √(λ/x)(x - μ)/μ and √(λ/x)(x + μ)/μ. */
const roots = (x: Term, { mean, shape }: Readonly<Record<Names, Term>>) => {
  const root = sqrt(div(shape, x));
  return { a: mul(root, div(sub(x, mean), mean)), b: mul(root, div(add(x, mean), mean)) };
};

/**
 * The tail on x's side of μ: e^(2λ/μ)Φ(-b) = e^(-a²/2)·(e^(b²/2)Φ(-b)) neither overflows nor cancels.
 */
const nearTail = (x: Term, parameters: Readonly<Record<Names, Term>>, below: boolean): Term => {
  const { a, b } = roots(x, parameters);
  const first = logScaledNormalTail(below ? neg(a) : a);
  const second = logScaledNormalTail(b);
  return sub(below ? logSum(first, second) : logDifference(first, second), mul(0.5, square(a)));
};

const tail = (x: Term, parameters: Readonly<Record<Names, Term>>, lower: boolean): Term => {
  const below = nearTail(x, parameters, true);
  const above = nearTail(x, parameters, false);
  return where(
    lessThan(x, parameters.mean),
    lower ? below : log1mexp(below),
    lower ? log1mexp(above) : above,
  );
};

const estimate = (summary: Summary) => {
  const { mean, excess } = summary.get(inverseGaussianMoments);
  const parameters = { mean, shape: 1 / excess };
  return excess > 0 ? { parameters } : { parameters, status: allEqual(mean, "shape", Infinity) };
};

/**
 * The inverse Gaussian distribution of the time in which a Brownian motion with drift first goes a given way:
 *   f(x) = √(λ/(2πx³))·e^(-λ(x - μ)²/(2μ²x)),
 *   F(x) = Φ(√(λ/x)(x/μ - 1)) + e^(2λ/μ)Φ(-√(λ/x)(x/μ + 1)),   x > 0
 * (Johnson, Kotz & Balakrishnan 1994, chapter 15). Its maximum likelihood is x̄, and 1/λ = (mean of 1/x) - 1/x̄.
 * @param mean μ > 0
 * @param shape λ > 0
 */
export const InverseGaussian = distribution<Names>({
  name: "InverseGaussian",
  kind: "continuous",
  parameters: {
    mean: { symbol: "μ", constraint: positive(), role: "scale" },
    shape: { symbol: "λ", constraint: positive(), role: "scale" },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { mean, shape }) => {
    const { a } = roots(x, { mean, shape });
    const height = mul(0.5, sub(log(div(shape, 2 * Math.PI)), mul(3, log(x))));
    return where(lessThan(0, x), sub(height, mul(0.5, square(a))), -Infinity);
  },
  logCdf: (x, parameters) => where(lessThan(0, x), tail(x, parameters, true), -Infinity),
  logSurvival: (x, parameters) => where(lessThan(0, x), tail(x, parameters, false), 0),
  quantile: ({ logP, logQ }, parameters) =>
    logP < logQ ? inverse(parameters, logP, "logCdf") : inverse(parameters, logQ, "logSurvival"),
  // Of the two roots of the equation a² = z², each by its chance (Michael, Schucany & Haas 1976).
  sample: (draws, { mean, shape }) => {
    const y = (mean / shape) * draws.normal() ** 2;
    const smaller = mean / (1 + y / 2 + Math.sqrt(y + (y * y) / 4));
    return draws.uniform() * (mean + smaller) <= mean ? smaller : (mean / smaller) * mean;
  },
  mean: ({ mean }) => mean,
  variance: ({ mean, shape }) => (mean / shape) * mean * mean,
  skewness: ({ mean, shape }) => 3 * Math.sqrt(mean / shape),
  kurtosis: ({ mean, shape }) => (15 * mean) / shape,
  // ½log(2πeμ³/λ) - (3/2)e^z·E₁(z), z = 2λ/μ, the mean of log(x/μ) being -e^z·E₁(z).
  entropy: ({ mean, shape }) =>
    0.5 * (1 + Math.log(2 * Math.PI * (mean / shape))) +
    Math.log(mean) -
    1.5 * scaledExponentialIntegral((2 * shape) / mean),
  start: (sample) => estimate(sample).parameters,
  sufficient: { statistics: [inverseGaussianMoments], estimate },
});

function inverse(parameters: Parameters<Names>, target: number, name: "logCdf" | "logSurvival"): number {
  const { record } = InverseGaussian;
  const at = (x: number) => ({
    logTail: evaluate(record, name, Float64Array.of(x), parameters)[0]!,
    logPdf: evaluate(record, "logPdf", Float64Array.of(x), parameters)[0]!,
  });
  return invertTail(at, target, name === "logCdf" ? 1 : -1, parameters.mean);
}
