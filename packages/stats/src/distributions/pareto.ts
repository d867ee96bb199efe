import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { logExcess } from "../statistics/logExcess.js";
import { allEqual } from "../status.js";
import { div, mul, neg, sub } from "../symbolic/arithmetic.js";
import { log, log1p } from "../symbolic/functions.js";
import { log1mexp } from "../symbolic/logarithms.js";
import type { Term } from "../symbolic/term.js";

/** α·log(x/m) */
const hazard = (x: Term, { minimum, shape }: Readonly<Record<"minimum" | "shape", Term>>): Term =>
  mul(shape, log1p(div(sub(x, minimum), minimum)));

/**
 * The Pareto distribution:
 *   f(x) = α·m^α/x^(α+1),   F(x) = 1 - (m/x)^α,   x ≥ m
 * (Johnson, Kotz & Balakrishnan 1994, chapter 20). Its maximum likelihood is the least value, and the inverse of the mean of
 * log(x/m).
 * @param minimum m > 0
 * @param shape α > 0
 */
export const Pareto = distribution({
  name: "Pareto",
  kind: "continuous",
  parameters: {
    minimum: { symbol: "m", constraint: positive(), role: "scale" },
    shape: { symbol: "α", constraint: positive() },
  },
  support: ({ minimum }) => [minimum, Infinity],
  domain: ({ minimum }) => (minimum === undefined ? { above: 0 } : { atLeast: minimum }),
  logPdf: (x, parameters) => sub(sub(log(parameters.shape), log(x)), hazard(x, parameters)),
  logCdf: (x, parameters) => log1mexp(neg(hazard(x, parameters))),
  logSurvival: (x, parameters) => neg(hazard(x, parameters)),
  quantile: ({ logQ }, { minimum, shape }) => minimum * Math.exp(-logQ / shape),
  mean: ({ minimum, shape }) => (shape > 1 ? (minimum * shape) / (shape - 1) : Infinity),
  variance: ({ minimum, shape }) =>
    shape > 2 ? (minimum / (shape - 1)) ** 2 * (shape / (shape - 2)) : shape > 1 ? Infinity : Number.NaN,
  skewness: ({ shape }) => {
    if (shape <= 3) return shape > 2 ? Infinity : Number.NaN;
    return ((2 * (1 + shape)) / (shape - 3)) * Math.sqrt((shape - 2) / shape);
  },
  kurtosis: ({ shape: a }) => {
    if (a <= 4) return a > 2 ? Infinity : Number.NaN;
    return (6 * (a ** 3 + a ** 2 - 6 * a - 2)) / (a * (a - 3) * (a - 4));
  },
  entropy: ({ minimum, shape }) => Math.log(minimum / shape) + 1 + 1 / shape,
  start: (sample, { minimum: known }) => {
    const minimum = known ?? sample.minimum;
    return { minimum, shape: 1 / sample.average((x) => Math.log(x / minimum)) };
  },
  sufficient: {
    statistics: [logExcess],
    estimate: (summary) => {
      const { least, mean } = summary.get(logExcess);
      const parameters = { minimum: least, shape: 1 / mean };
      return mean > 0 ? { parameters } : { parameters, status: allEqual(least, "shape", Infinity) };
    },
  },
  irregular: ["minimum"],
});
