import { type Family, type FitResult, fit, profileCurve } from "@mebae/stats";
import { MebaeError } from "@mebae/tensor";
import { normalQuantile } from "@mebae/tensor/scalar";
import { familyNamed, fittedNames, infoOf, isAllowed, typicalOf } from "./families.js";
import { rangesOf, startOf } from "./ranges.js";
import { histogramOf, type Sample, weightsOf } from "./sample.js";
import type { Estimated, Maximum, Question, Range, Study, Values } from "./types.js";

/** The maximum of the likelihood, its intervals, and where to look. */
export function study({ family: name, given, level }: Question, sample: Sample): Study {
  const family = familyNamed(name);
  const known = { ...proposedGiven(family, sample), ...given };
  const found = maximumOf(family, known, level, sample);
  const common = {
    family: infoOf(family),
    count: sample.values.length,
    given: known,
    histogram: histogramOf(sample, family.record.kind === "discrete"),
  };
  if ("refusal" in found) {
    const typical = { ...typicalOf(family), ...known };
    return {
      ...common,
      ...found,
      ranges: {},
      near: {},
      start: typical,
      xRange: xRangeOf(family, typical, sample),
    };
  }
  const { ranges, near } = rangesOf(family, fittedNames(family), found.maximum, sample);
  const start = startOf(family, found.maximum, ranges, sample);
  return {
    ...common,
    ...found,
    ranges,
    near,
    start,
    xRange: xRangeOf(family, found.maximum.parameters, sample),
  };
}

/** Of trials there were at least as many as the greatest count. */
function proposedGiven({ record }: Family, { values }: Sample): Values {
  const names = Object.keys(record.parameters).filter((name) => record.parameters[name]!.given);
  const most = values.reduce((a, b) => Math.max(a, b), 1);
  return Object.fromEntries(names.map((name) => [name, Math.ceil(most)]));
}

function maximumOf(
  family: Family,
  fixed: Values,
  level: number,
  sample: Sample,
): { readonly maximum: Maximum } | { readonly refusal: string } {
  try {
    const result = fit(family, sample.distinct, { fixed, ...weightsOf(sample) });
    const { parameters, logLikelihood, status } = result;
    const drop = normalQuantile((1 - level) / 2) ** 2 / 2;
    return { maximum: { parameters, logLikelihood, status, estimated: estimatedOf(result, level), drop } };
  } catch (error) {
    if (!(error instanceof MebaeError)) throw error;
    return { refusal: error.message };
  }
}

function estimatedOf(result: FitResult, level: number): Estimated[] {
  const { fitted, parameters, standardErrors, logLikelihood } = result;
  const wald = result.confidenceIntervals({ level, method: "wald" });
  const profile = result.confidenceIntervals({ level });
  return fitted.map((name) => {
    const one = {
      name,
      value: parameters[name]!,
      standardError: standardErrors[name]!,
      profile: profile[name]!,
      wald: wald[name]!,
    };
    if (!Number.isFinite(one.standardError)) return one;
    const { values, drops } = profileCurve(result, name, { interval: one.profile });
    return { ...one, curve: { values, l: drops.map((below) => logLikelihood + below) } };
  });
}

/** All samples and nearly all of the fitted distribution; of heavy tails no more than twice the samples' own range. */
function xRangeOf(family: Family, parameters: Values, { values }: Sample): Range {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const margin = 0.12 * (high - low) || 1;
  const reach = high - low || 4;
  let [from, to] = [low - margin, high + margin];
  if (isAllowed(family, parameters)) {
    const distribution = family(parameters);
    from = Math.min(from, Math.max(distribution.quantile(0.0005), low - reach));
    to = Math.max(to, Math.min(distribution.upperQuantile(0.0005), high + reach));
  }
  return family.record.kind === "discrete"
    ? [Math.max(Math.floor(from), 0) - 0.7, Math.ceil(to) + 0.7]
    : [from, to];
}
