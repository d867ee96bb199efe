import { UsageError } from "@mebae/tensor";
import type { FitResult } from "../fit/result.js";
import type { Parameters } from "../record.js";
import { condense } from "./condense.js";
import type { Interval } from "./interval.js";
import { Profile } from "./profile.js";

export interface ProfileOptions {
  /** The interval to draw about; that of `confidenceIntervals` by default, which is the dearer part. */
  readonly interval?: Interval;
  /** How many values, 41 by default. */
  readonly points?: number;
}

/** A parameter's profile likelihood: l(value, the others at their best) - l̂, at ascending values. */
export interface ProfileCurve {
  readonly values: Float64Array;
  readonly drops: Float64Array;
}

/** How far beyond the ends of the interval a curve goes, in its half widths. */
const beyond = 0.4;

/**
 * The likelihood along one parameter, maximized over the others: the curve that a profile interval cuts at half the χ² quantile.
 * @throws UsageError for a parameter that wasn't fitted, that bounds the support, or of a fit without a maximum
 */
export function profileCurve<P extends string>(
  result: FitResult<P>,
  name: P,
  { interval = result.confidenceIntervals()[name], points = 41 }: ProfileOptions = {},
): ProfileCurve {
  const where = `profileCurve of ${result.family.record.name}`;
  if (!result.fitted.includes(name))
    throw new UsageError(
      `${where}: expected a fitted parameter, one of ${result.fitted.join(", ")}, got ${name}`,
    );
  if (!Number.isFinite(result.standardErrors[name]))
    throw new UsageError(`${where}: the likelihood has no smooth maximum in ${name}`);
  const { maximum, standardization } = result.onUnitData();
  const profile = new Profile(condense(maximum), name);
  const { constraint } = profile;
  const { role } = maximum.record.parameters[name]!;
  const free = (value: number) => constraint.toFree([value])[0]!;
  const unit = (value: number) => free(standardization.toUnit({ [name]: value } as Parameters)[name]!);
  const estimate = free(maximum.parameters[name]!);
  const error = result.standardErrors[name] / standardization.factor(role);
  // Where the interval has no end, as far as a normal likelihood's would be.
  const usual = (3 * error) / constraint.jacobian([estimate])[0]!;
  const reach = (end: number) =>
    Number.isFinite(unit(end)) ? (1 + beyond) * Math.abs(unit(end) - estimate) : usual;
  const [below, above] = [reach(interval.low), reach(interval.high)];
  const places = Array.from(
    { length: points },
    (_, i) => estimate - below + ((below + above) * i) / (points - 1),
  );
  const drops = new Float64Array(points);
  // Outwards from the estimate, each search starting where the last one ended.
  const follow = (indices: readonly number[]) => {
    let from = maximum.parameters;
    for (const i of indices) {
      const point = profile.at(constraint.fromFree([places[i]!])[0]!, from);
      if (Number.isFinite(point.root)) from = point.parameters;
      drops[i] = -0.5 * point.root ** 2;
    }
  };
  const all = places.map((_, i) => i);
  follow(all.filter((i) => places[i]! < estimate).reverse());
  follow(all.filter((i) => places[i]! >= estimate));
  const back = (value: number) => standardization.fromUnit({ [name]: value } as Parameters)[name]!;
  return { values: Float64Array.from(places, (place) => back(constraint.fromFree([place])[0]!)), drops };
}
