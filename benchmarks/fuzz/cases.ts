import * as stats from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { Random } from "./random.ts";
import { type Numbers, truths } from "./truths.ts";

/** Bounds of each observation, equal for a value; on data of about unit size. */
export interface Case {
  readonly name: string;
  readonly family: stats.Family;
  readonly truth: Numbers;
  /** What is censored and truncated: "right", "interval+low". */
  readonly way: string;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly weights?: readonly number[];
  readonly truncation?: { readonly low?: number; readonly high?: number };
  readonly fixed: Numbers;
  /** What the data are multiplied by before they are fitted: a power of 2, so that nothing rounds. */
  readonly unit: number;
}

/** Parameters without a smooth maximum, which are fitted to exact data only. */
export function roughNames({ irregular, kinked }: stats.Family["record"]): readonly string[] {
  return [...(Array.isArray(irregular) ? irregular : []), ...(kinked?.parameters ?? [])];
}

function smoothNames(record: stats.Family["record"]): string[] {
  const rough = roughNames(record);
  return Object.keys(record.parameters).filter((n) => !record.parameters[n]!.given && !rough.includes(n));
}

/** Whether data of another unit have other parameters. */
const scales = (record: stats.Family["record"]) =>
  Object.values(record.parameters).some(({ role }) => role !== undefined);

/** The data set of a name such as "Gamma:17"; undefined where truncation leaves fewer than two values. */
export function drawCase(name: string): Case | undefined {
  const familyName = name.split(":")[0]!;
  const family = (stats as unknown as Record<string, stats.Family>)[familyName]!;
  const { record } = family;
  const from = new Random(name);
  const truth = truths[familyName]!(from);
  const distribution = family(truth);
  const count = Math.round(from.logBetween(2, 500));
  const drawn = Array.from(distribution.sample(new Key(Math.floor(from.uniform() * 2 ** 31)), count));
  // Angles have no order, and no search finds the ends of a support.
  const isOrdered = !record.period && smoothNames(record).length > 0;
  const cut = isOrdered && from.chance(0.4) ? from.oneOf(["low", "high", "both"]) : "";
  const censoring =
    isOrdered && from.chance(0.6) ? from.oneOf(["right", "left", "interval", "mixed"]) : "exact";
  const truncation = truncationOf(distribution, cut, from);
  const kept = drawn.filter((x) => x > truncation.low && x <= truncation.high);
  if (kept.length < 2) return undefined;
  const bounds = kept.map((x) => boundsOf(x, distribution, censoring, truncation, from));
  const unit = scales(record) && from.chance(0.5) ? 2 ** Math.round(from.between(-664, 664)) : 1;
  return {
    name,
    family,
    truth,
    way: [censoring, cut].filter(Boolean).join("+"),
    lower: bounds.map(([low]) => low),
    upper: bounds.map(([, high]) => high),
    ...(from.chance(0.3) && {
      weights: kept.map(() => (from.chance(0.05) ? 0 : from.logBetween(0.05, 20))),
    }),
    ...(cut && {
      truncation: {
        ...(truncation.low > -Infinity && { low: truncation.low }),
        ...(truncation.high < Infinity && { high: truncation.high }),
      },
    }),
    fixed: fixedOf(record, truth, censoring === "exact" && !cut, from),
    unit,
  };
}

type Interval = { readonly low: number; readonly high: number };

function truncationOf(distribution: stats.Distribution, cut: string, from: Random): Interval {
  const low = cut === "low" || cut === "both" ? distribution.quantile(from.between(0.01, 0.4)) : -Infinity;
  const high = cut === "high" || cut === "both" ? distribution.quantile(from.between(0.6, 0.99)) : Infinity;
  return { low, high };
}

/** What is told of a value: itself, or where it lies. */
function boundsOf(
  x: number,
  distribution: stats.Distribution,
  censoring: string,
  { low, high }: Interval,
  from: Random,
): readonly [number, number] {
  const way = censoring === "mixed" ? from.oneOf(["right", "left", "interval", "exact"]) : censoring;
  const quantile = (p: number) => Math.min(Math.max(distribution.quantile(p), low), high);
  if (way === "right") {
    const end = quantile(from.between(0.3, 1));
    return x > end ? [end, Infinity] : [x, x];
  }
  if (way === "left") {
    const end = quantile(from.between(0, 0.6));
    return x <= end && end > low && low === -Infinity ? [-Infinity, end] : [x, x];
  }
  if (way === "interval") {
    const step = Math.floor(distribution.cdf(x) * 8) / 8;
    const [a, b] = [quantile(Math.max(step, 1e-12)), quantile(Math.min(step + 0.125, 1 - 1e-12))];
    return a < x && x <= b ? [a, b] : [x, x];
  }
  return [x, x];
}

/** What must be given, what no search can find in such data, and now and then one more. */
function fixedOf(record: stats.Family["record"], truth: Numbers, isExact: boolean, from: Random): Numbers {
  const given = Object.keys(record.parameters).filter((name) => record.parameters[name]!.given);
  const rough = roughNames(record);
  const smooth = smoothNames(record);
  const oneMore = smooth.length > 1 && from.chance(0.15) ? [from.oneOf(smooth)] : [];
  const known = isExact && oneMore.length === 0 ? given : [...given, ...rough, ...oneMore];
  return Object.fromEntries(known.map((name) => [name, truth[name]!]));
}

/** The fit of the case's data in the case's unit. */
export function fitCase({ family, lower, upper, weights, truncation, fixed, unit }: Case): stats.FitResult {
  const times = (values: readonly number[]) => values.map((value) => value * unit);
  const isExact = lower.every((low, i) => low === upper[i]);
  const data = isExact ? times(lower) : stats.censored({ lower: times(lower), upper: times(upper) });
  const scaled =
    truncation &&
    Object.fromEntries(Object.entries(truncation).map(([side, bound]) => [side, bound! * unit]));
  return stats.fit(family, data as number[], {
    fixed: inUnit(family.record, fixed, unit),
    ...(weights && { weights }),
    ...(scaled && { truncation: scaled }),
  });
}

/** Parameters for x·unit of those for x. */
export function inUnit({ parameters }: stats.Family["record"], values: Numbers, unit: number): Numbers {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const { role } = parameters[name]!;
      if (role === "location" || role === "scale") return [name, value * unit];
      if (role === "rate") return [name, value / unit];
      return [name, role === "logLocation" ? value + Math.log(unit) : value];
    }),
  );
}
