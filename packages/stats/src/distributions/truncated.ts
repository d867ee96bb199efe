import { UsageError } from "@mebae/tensor";
import { type Distribution, distribution, type Family } from "../distribution.js";
import { scoreInformation } from "../likelihood/scoreInformation.js";
import { tailsAt } from "../programs.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log1mexp } from "../symbolic/logarithms.js";
import { logMass } from "../symbolic/mass.js";
import { constant, type Term } from "../symbolic/term.js";
import { type Bounds, cuttingBounds, intersection, readBounds } from "../truncation/bounds.js";
import { TruncatedMoments } from "../truncation/moments.js";
import { TruncatedQuantiles } from "../truncation/quantiles.js";

/**
 * A family whose values are kept only where low < x ≤ high, with the parameters that it has without:
 *   f(x | low < X ≤ high) = f(x)/P(low < X ≤ high)
 * Everything is made of logarithms of the tail in which it is small, so that it holds far out, too. Moments and entropy are
 * integrals. `fit(Truncated(Normal, { low: 0 }), data)` is `fit(Normal, data, { truncation: { low: 0 } })`.
 *
 *     const Income = Truncated(LogNormal, { low: 1000 });
 *     fit(Income, data).distribution.mean;
 *
 * @throws UsageError where the bounds leave nothing
 */
export function Truncated<P extends string>(
  family: Family<P>,
  bounds: { readonly low?: number; readonly high?: number },
): Family<P> {
  const name = `Truncated(${family.record.name})`;
  if (family.record.period) throw new UsageError(`${name}: angles have no order, so that none is cut off`);
  const { base, low, high } = flat(family.record, readBounds(name, bounds));
  if (!(low < high)) throw new UsageError(`${name}: the bounds leave no value`);
  return distribution(truncatedRecord(base, { low, high }));
}

/** Truncation twice is truncation once. */
function flat<P extends string>(
  record: DistributionRecord<P>,
  bounds: Bounds,
): Bounds & { readonly base: DistributionRecord<P> } {
  if (!record.truncation) return { ...bounds, base: record };
  const { base, ...own } = record.truncation;
  return { ...intersection(bounds, own), base: base as DistributionRecord<P> };
}

/** The record of a truncated family. */
export function truncatedRecord<P extends string>(
  base: DistributionRecord<P>,
  bounds: Bounds,
): DistributionRecord<P> {
  const { low, high } = cuttingBounds(base, bounds, {});
  const mass = massBetween(base, low, high);
  // Of the greatest value itself the difference of equal tails would have no derivatives.
  const greatest = base.kind === "discrete" ? Math.floor(high) : high;
  const logSurvival: DistributionRecord<P>["logSurvival"] = (x, parameters) => {
    const above = sub(massBetween(base, x, high)(parameters), mass(parameters));
    return high === Infinity ? above : where(lessThan(x, greatest), above, -Infinity);
  };
  const quantiles = new TruncatedQuantiles(base, { low, high }, (parameters) =>
    support(base, { low, high }, parameters),
  );
  const moments = new TruncatedMoments<P>((parameters) => distribution(record)(parameters) as Distribution);
  const record: DistributionRecord<P> = {
    name: `Truncated(${base.name})`,
    kind: base.kind,
    parameters: base.parameters,
    truncation: { base: base as DistributionRecord, low, high },
    refuse: (parameters) => base.refuse?.(parameters) ?? refused(base, { low, high }, parameters),
    support: (parameters) => support(base, { low, high }, parameters),
    domain: (given) => {
      const domain = base.domain?.(given) ?? (base.kind === "discrete" ? { atLeast: 0 } : {});
      const { above = -Infinity, atMost = Infinity } = domain;
      return { ...domain, above: Math.max(above, low), atMost: Math.min(atMost, high) };
    },
    logPdf: (x, parameters) => sub(base.logPdf(x, parameters), mass(parameters)),
    // Near 1 by its complement, whose digits are what is left of it.
    logCdf: (x, parameters) => {
      const above = logSurvival(x, parameters);
      const below = sub(massBetween(base, low, x)(parameters), mass(parameters));
      return where(lessThan(above, -Math.LN2), log1mexp(above), below);
    },
    logSurvival,
    quantile: (probability, parameters) => quantiles.at(probability, parameters),
    mean: (parameters) => moments.of(parameters).mean,
    variance: (parameters) => moments.of(parameters).variance,
    skewness: (parameters) => moments.of(parameters).skewness,
    kurtosis: (parameters) => moments.of(parameters).kurtosis,
    entropy: (parameters) => moments.of(parameters).entropy,
    start: base.start,
    ...(base.irregular && { irregular: base.irregular }),
    ...(base.kinked && { kinked: kinked(base.kinked, (parameters) => distribution(record)(parameters)) }),
  };
  return record;
}

/** Of a truncated family's kinks the places stay, and no formula of the information. */
function kinked<P extends string>(
  base: NonNullable<DistributionRecord<P>["kinked"]>,
  make: (parameters: Parameters<P>) => Distribution<P>,
): NonNullable<DistributionRecord<P>["kinked"]> {
  return {
    ...base,
    information: (parameters) => scoreInformation(make(parameters) as Distribution, base.places(parameters)),
  };
}

/** log P(low < X ≤ high) of bounds that are terms or numbers, infinite ones being none. */
function massBetween<P extends string>(
  base: DistributionRecord<P>,
  low: Term | number,
  high: Term | number,
): (parameters: Readonly<Record<P, Term>>) => Term {
  const at = (x: Term | number, parameters: Readonly<Record<P, Term>>) =>
    tailsAt(base, typeof x === "number" ? constant(x) : x, parameters);
  return (parameters) => {
    if (low === -Infinity) return high === Infinity ? constant(0) : at(high, parameters).logCdf;
    if (high === Infinity) return at(low, parameters).logSurvival;
    return logMass(at(low, parameters), at(high, parameters));
  };
}

function support<P extends string>(
  base: DistributionRecord<P>,
  { low, high }: Bounds,
  parameters: Parameters<P>,
): readonly [number, number] {
  const [least, most] = base.support(parameters);
  if (base.kind === "continuous") return [Math.max(least, low), Math.min(most, high)];
  return [Math.max(least, Math.floor(low) + 1), Math.min(most, Math.floor(high))];
}

/** Bounds beyond a support that depends on the parameters, where distribution functions aren't asked. */
function refused<P extends string>(
  base: DistributionRecord<P>,
  { low, high }: Bounds,
  parameters: Parameters<P>,
): string | undefined {
  const [least, most] = base.support(parameters);
  const reaches =
    base.kind === "discrete" || ((low === -Infinity || least <= low) && (high === Infinity || most >= high));
  if (reaches && least <= high && most > low) return undefined;
  return `expected a support that reaches from ${low} to ${high}, got [${least}, ${most}]`;
}
