import type { Distribution } from "@mebae/stats";
import type { Case } from "./cases.ts";
import type { Numbers } from "./truths.ts";

/** Masses of less, relative to what they are the difference of, are too rounded. */
const leastDifference = 1e-7;

/** log(F(b) - F(a)), by the tail in which both are small; NaN where the difference is mostly rounding. */
function logMass(distribution: Distribution, low: number, high: number): number {
  const logLow = distribution.logCdf(low);
  const [less, more] =
    logLow < -Math.LN2
      ? [logLow, distribution.logCdf(high)]
      : [distribution.logSurvival(high), distribution.logSurvival(low)];
  const share = -Math.expm1(less - more);
  return share > leastDifference ? more + Math.log(share) : Number.NaN;
}

/**
 * The log-likelihood of a case as a function of its parameters, by the distribution's public functions alone: none of the terms,
 * units and derivatives that fits have. -Infinity where it isn't defined.
 */
export function heightOf(data: Case): (parameters: Numbers) => number {
  const { family, truncation } = data;
  const columns = sorted(data);
  const total = columns.reduce((sum, { weights }) => sum + weights.reduce((a, b) => a + b, 0), 0);
  return (parameters) => {
    let distribution: Distribution;
    try {
      distribution = family({ ...parameters });
    } catch {
      return -Infinity;
    }
    let sum = 0;
    for (const { kind, values, upper, weights } of columns) {
      const logs =
        kind === "interval"
          ? values.map((low, i) => logMass(distribution, low, upper[i]!))
          : distribution[kind](values);
      for (let i = 0; i < logs.length; i++) sum += weights[i]! * logs[i]!;
    }
    if (truncation) {
      const { low = -Infinity, high = Infinity } = truncation;
      sum -= total * (high === Infinity ? distribution.logSurvival(low) : logMass(distribution, low, high));
    }
    return Number.isNaN(sum) || sum === Infinity ? -Infinity : sum;
  };
}

interface Kept {
  readonly kind: "logPdf" | "logCdf" | "logSurvival" | "interval";
  readonly values: Float64Array;
  readonly upper: Float64Array;
  readonly weights: Float64Array;
}

function sorted({ lower, upper, weights, truncation = {} }: Case): Kept[] {
  const { low: least = -Infinity, high: most = Infinity } = truncation;
  const rows = lower.map((low, i) => {
    const weight = weights ? weights[i]! : 1;
    if (low === upper[i]) return { kind: "logPdf", value: low, upper: low, weight } as const;
    // Of what only values within bounds were recorded, a value censored from the right lies below the upper one.
    const [a, b] = [Math.max(low, least), Math.min(upper[i]!, most)];
    const kind = a === -Infinity ? "logCdf" : b === Infinity ? "logSurvival" : "interval";
    return { kind, value: kind === "logCdf" ? b : a, upper: b, weight } as const;
  });
  return (["logPdf", "logCdf", "logSurvival", "interval"] as const)
    .map((kind) => ({ kind, of: rows.filter((row) => row.kind === kind && row.weight > 0) }))
    .filter(({ of }) => of.length > 0)
    .map(({ kind, of }) => ({
      kind,
      values: Float64Array.from(of, (row) => row.value),
      upper: Float64Array.from(of, (row) => row.upper),
      weights: Float64Array.from(of, (row) => row.weight),
    }));
}
