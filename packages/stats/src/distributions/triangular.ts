import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { triangularEstimate } from "../estimation/triangular.js";
import { add, div, mul, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log, log1p } from "../symbolic/functions.js";
import type { Term } from "../symbolic/term.js";

type Triangle<Value> = Readonly<Record<"low" | "mode" | "high", Value>>;

/** (x - a)²/((b - a)(c - a)), and the same from the other end. */
const lowerPart = (x: Term, { low, mode, high }: Triangle<Term>): Term =>
  mul(div(sub(x, low), sub(high, low)), div(sub(x, low), sub(mode, low)));
const upperPart = (x: Term, { low, mode, high }: Triangle<Term>): Term =>
  mul(div(sub(high, x), sub(high, low)), div(sub(high, x), sub(high, mode)));

/** 1 less the upper part from the mode on, (c - a)/(b - a) + (x - c)(2b - c - x)/((b - a)(b - c)), and the same from the other end. */
const belowUpper = (x: Term, { low, mode, high }: Triangle<Term>): Term => {
  const width = sub(high, low);
  const twice = add(sub(high, mode), sub(high, x));
  const beyond = mul(div(sub(x, mode), width), div(twice, sub(high, mode)));
  return add(div(sub(mode, low), width), beyond);
};
const aboveLower = (x: Term, { low, mode, high }: Triangle<Term>): Term => {
  const width = sub(high, low);
  const twice = add(sub(mode, low), sub(x, low));
  const before = mul(div(sub(mode, x), width), div(twice, sub(mode, low)));
  return add(div(sub(high, mode), width), before);
};

/** log(1 - part), where the rest is known without a difference too. */
const logRest = (part: Term, rest: Term): Term => where(lessThan(part, 0.5), log1p(neg(part)), log(rest));

/** Skewness and excess kurtosis are those of the shares of both sides. */
const skewness = ({ low: a, mode: c, high: b }: Triangle<number>): number => {
  const share = (c - a) / (b - a);
  const spread = 1 - share * (1 - share);
  return (Math.SQRT2 * (1 - 2 * share) * (2 - share) * (1 + share)) / (5 * spread ** 1.5);
};

/**
 * The triangular distribution from a over the mode c to b:
 *   f(x) = 2(x - a)/((b - a)(c - a)) up to c, 2(b - x)/((b - a)(b - c)) from there, 2/(b - a) at c
 * (Johnson, Kotz & Balakrishnan 1995, section 26.9; Kotz & van Dorp 2004, chapter 1).
 * @param low a
 * @param mode c, from a to b
 * @param high b > a
 */
export const Triangular = distribution({
  name: "Triangular",
  kind: "continuous",
  parameters: {
    low: { symbol: "a", constraint: real(), role: "location" },
    mode: { symbol: "c", constraint: real(), role: "location" },
    high: { symbol: "b", constraint: real(), role: "location" },
  },
  refuse: ({ low, mode, high }) =>
    low <= mode && mode <= high && low < high
      ? undefined
      : `expected low, mode and high in order and low below high, got ${low}, ${mode} and ${high}`,
  support: ({ low, high }) => [low, high],
  logPdf: (x, { low, mode, high }) => {
    const peak = sub(Math.LN2, log(sub(high, low)));
    const side = where(
      lessThan(x, mode),
      log(div(sub(x, low), sub(mode, low))),
      where(lessThan(mode, x), log(div(sub(high, x), sub(high, mode))), 0),
    );
    return sub(peak, neg(side));
  },
  logCdf: (x, parameters) =>
    where(
      lessThan(x, parameters.mode),
      log(lowerPart(x, parameters)),
      logRest(upperPart(x, parameters), belowUpper(x, parameters)),
    ),
  logSurvival: (x, parameters) =>
    where(
      lessThan(parameters.mode, x),
      log(upperPart(x, parameters)),
      logRest(lowerPart(x, parameters), aboveLower(x, parameters)),
    ),
  quantile: ({ p, q }, { low, mode, high }) => {
    const width = high - low;
    return p * width < mode - low
      ? low + Math.sqrt(p * width) * Math.sqrt(mode - low)
      : high - Math.sqrt(q * width) * Math.sqrt(high - mode);
  },
  mean: ({ low, mode, high }) => low / 3 + mode / 3 + high / 3,
  variance: ({ low, mode, high }) => ((high - low) ** 2 - (mode - low) * (high - mode)) / 18,
  skewness,
  kurtosis: () => -3 / 5,
  entropy: ({ low, high }) => 0.5 + Math.log((high - low) / 2),
  start: (sample) => triangularEstimate(sample).parameters,
  estimate: triangularEstimate,
  irregular: ["low", "mode", "high"],
});
