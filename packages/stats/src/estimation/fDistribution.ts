import { minimize } from "@mebae/optimizers";
import type { Estimate, Parameters } from "../record.js";
import type { Sample } from "../sample.js";
import { deviance } from "../special/deviance.js";
import { logMinusDigammaSlope } from "../special/digammaGap.js";
import { logMinusDigamma, stirlingRest } from "../special/stirling.js";
import { FObjective } from "./fObjective.js";
import { lastSteps } from "./lastSteps.js";

export type Fs = Parameters<"numeratorDegreesOfFreedom" | "denominatorDegreesOfFreedom">;

/** More data than this are searched on a part of them first. */
const large = 8000;
/** log ν beyond which the search is on its way to a limit. */
const logLimit = Math.log(1e12);

/**
 * The maximum of the F likelihood: the highest of those inside and of the two limits, ν₂ → ∞, a gamma distribution of mean 1, and ν₁ → ∞,
 * the same of 1/x, where they are maxima themselves.
 */
export function fMaximum(sample: Sample): Estimate<keyof Fs> {
  if (sample.minimum === 1 && sample.maximum === 1)
    return {
      parameters: { numeratorDegreesOfFreedom: Infinity, denominatorDegreesOfFreedom: Infinity },
      status: {
        kind: "degenerate",
        reason:
          "all values are 1: the likelihood grows without bound as both degrees of freedom go to infinity",
      },
    };
  const inside = interiorMaximum(sample);
  const limits = [limitOf(sample, false), limitOf(sample, true)].filter(
    (limit) => limit.isMaximum || !inside,
  );
  let best: { value: number; estimate: Estimate<keyof Fs> } | undefined = inside && {
    value: inside.value,
    estimate: { parameters: parametersOf(inside.x) },
  };
  for (const limit of limits) if (!best || limit.value < best.value) best = limit;
  return best!.estimate;
}

function parametersOf(x: Float64Array): Fs {
  return { numeratorDegreesOfFreedom: Math.exp(x[0]!), denominatorDegreesOfFreedom: Math.exp(x[1]!) };
}

function interiorMaximum(sample: Sample): { x: Float64Array; value: number } | undefined {
  const near = sample.values.length > large ? interiorMaximum(sample.part(2000)) : undefined;
  const { numeratorDegreesOfFreedom: first, denominatorDegreesOfFreedom: second } = fStart(sample);
  const objective = new FObjective(sample);
  const minimum = minimize(objective, near?.x ?? [Math.log(first), Math.log(second)]);
  if (minimum.status !== "converged" || Math.max(minimum.x[0]!, minimum.x[1]!) > logLimit) return undefined;
  return { x: lastSteps(objective, minimum), value: minimum.value };
}

interface Limit {
  /** Negative, less Σ log x. */
  readonly value: number;
  readonly isMaximum: boolean;
  readonly estimate: Estimate<keyof Fs>;
}

/**
 * ν₂ → ∞: with a = ν₁/2 the score is log a - ψ(a) - mean of (x - 1 - log x). The likelihood falls from the limit where
 * ∂l/∂(1/ν₂) = ν₁/4·Σ(ν₁(x-1)² - 2) isn't positive. ν₁ → ∞ is the same of 1/x.
 */
function limitOf(sample: Sample, inverse: boolean): Limit {
  const excess = (x: number) => (inverse ? (1 - x) / x : x - 1);
  const beyond = -sample.average((x) => deviance(excess(x), inverse ? 1 / x : x));
  const half = shapeOf(beyond);
  const fitted = 2 * half;
  const square = sample.average((x) => excess(x) ** 2);
  const most = Math.max(Math.abs(excess(sample.minimum)), Math.abs(excess(sample.maximum)));
  // So large that the log-likelihood is the limit's to rounding: they differ by about Σ(ν(x-1))²/ν₂.
  const held = 1e20 * Math.max(1, fitted, fitted * most) ** 2;
  const parameter = inverse ? "numeratorDegreesOfFreedom" : "denominatorDegreesOfFreedom";
  const reason = `the likelihood is highest in the limit, from which the ${inverse ? "numerator" : "denominator"}'s degrees of freedom held here can't be told`;
  return {
    value: -sample.count * (0.5 * Math.log(half / (2 * Math.PI)) - stirlingRest(half) - half * beyond),
    isMaximum: fitted * square <= 2,
    estimate: {
      parameters: {
        numeratorDegreesOfFreedom: inverse ? held : fitted,
        denominatorDegreesOfFreedom: inverse ? fitted : held,
      },
      status: { kind: "boundary", parameter, limit: Infinity, reason },
    },
  };
}

/** a with log a - ψ(a) = c > 0, which falls as 1/(2a) from 1/a: by Newton's steps in log a from between the two. */
function shapeOf(c: number): number {
  let logShape = Math.log(c > 1 ? 1 / c : 0.5 / c + 0.5);
  for (let round = 0; round < 100; round++) {
    const shape = Math.exp(logShape);
    const step = (logMinusDigamma(shape) - c) / (shape * logMinusDigammaSlope(shape));
    logShape -= Math.max(-1, Math.min(1, step));
    if (Math.abs(step) < 1e-9) break;
  }
  return Math.exp(logShape);
}

/**
 * By mean and variance of log x, of which no value is too far out: with a = ν₁/2 and b = ν₂/2 they are about 1/2b - 1/2a and
 * 1/a + 1/b, for small ones 1/a² + 1/b².
 */
export function fStart(sample: Sample): Fs {
  const mean = sample.average(Math.log);
  const variance = sample.average((x) => (Math.log(x) - mean) ** 2);
  const width = Math.max(variance > 1 ? Math.sqrt(variance) : variance, Math.abs(mean), 1e-12);
  const within = Math.min(0.9, Math.max(-0.9, (2 * mean) / width));
  return {
    numeratorDegreesOfFreedom: 4 / (width * (1 - within)),
    denominatorDegreesOfFreedom: 4 / (width * (1 + within)),
  };
}
