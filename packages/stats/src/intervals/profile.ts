import { search } from "../fit/solve.js";
import { irregularNames } from "../irregular.js";
import { Likelihood } from "../likelihood/likelihood.js";
import type { Observations } from "../likelihood/observations.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { between } from "./between.js";
import { type Interval, normalRadius } from "./interval.js";

/** A maximum, about which likelihoods are profiled. */
export interface Maximum {
  readonly record: DistributionRecord;
  readonly observations: Observations;
  /** The parameters that were fitted; the others stay. */
  readonly fitted: readonly string[];
  readonly parameters: Parameters;
}

/** A point of a profile: all parameters, and how far below the maximum they are. */
interface ProfilePoint {
  readonly parameters: Parameters;
  /** ±√(2(l̂ - l)), nearly linear in the parameter. */
  readonly root: number;
}

/** The likelihood as a function of one parameter, maximized over the others. */
export class Profile {
  readonly #top: number;
  readonly #others: readonly string[];

  constructor(
    private readonly maximum: Maximum,
    readonly name: string,
  ) {
    const { record, observations, fitted, parameters } = maximum;
    // Those without a smooth maximum have it at the same place whatever the others are.
    const rough = [...irregularNames(record, parameters), ...(record.kinked?.parameters ?? [])];
    this.#others = fitted.filter((other) => other !== name && !rough.includes(other));
    this.#top = new Likelihood(record, observations, []).value(parameters);
  }

  get #estimate(): number {
    return this.maximum.parameters[this.name]!;
  }

  /** The profile at a value, the search over the others starting from `from`. */
  at(value: number, from: Parameters = this.maximum.parameters): ProfilePoint {
    const { record, observations, parameters, fitted } = this.maximum;
    const known = Object.entries(parameters).filter(([name]) => !fitted.includes(name));
    const fixed = { ...Object.fromEntries(known), [this.name]: value };
    const likelihood = new Likelihood(record, observations, this.#others);
    const start = { ...from, [this.name]: value };
    const best = this.#others.length ? search(likelihood, fixed, start).parameters : start;
    const covered = likelihood.covers(best);
    const drop = covered ? Math.max(0, this.#top - likelihood.value(best)) : Infinity;
    return { parameters: best, root: Math.sign(value - this.#estimate) * Math.sqrt(2 * drop) };
  }

  /** log of the relative likelihood, l - l̂, at a value. */
  drop(value: number): number {
    return -0.5 * this.at(value).root ** 2;
  }

  /**
   * Where twice the drop of the log-likelihood is the χ² quantile of the level, one degree of freedom (Venzon & Moolgavkar
   * 1988). A limit is the parameter's bound where the likelihood never drops that far.
   */
  interval(level: number, standardError: number): Interval {
    const radius = normalRadius(level);
    return { low: this.#limit(-radius, standardError), high: this.#limit(radius, standardError) };
  }

  #limit(target: number, standardError: number): number {
    const { constraint } = this.maximum.record.parameters[this.name]!;
    const side = Math.sign(target);
    const free = constraint.toFree([this.#estimate])[0]!;
    const slope = constraint.jacobian([free])[0]!;
    const step = Number.isFinite(standardError) ? standardError / slope : 0.1 * (Math.abs(free) || 1);
    const valueAt = (distance: number) => constraint.fromFree([free + side * distance])[0]!;
    let inside = { distance: 0, root: 0 };
    let from = this.maximum.parameters;
    let distance = Math.abs(target) * step;
    const probe = (at: number) => {
      const point = this.at(valueAt(at), from);
      if (Number.isFinite(point.root)) from = point.parameters;
      return { distance: at, root: Math.abs(point.root) };
    };
    let outside = probe(distance);
    // Outwards until the likelihood has dropped far enough.
    for (let doubling = 0; outside.root < Math.abs(target); doubling++) {
      if (doubling === 40) return valueAt(Infinity);
      inside = outside;
      distance *= 2;
      outside = probe(distance);
      if (!constraint.contains([valueAt(distance)])) return valueAt(Infinity);
    }
    return valueAt(between(probe, inside, outside, Math.abs(target)));
  }
}
