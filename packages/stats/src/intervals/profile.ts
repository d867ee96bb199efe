import type { Constraint } from "../constraints/constraint.js";
import { isAtEdge } from "../fit/confines.js";
import type { Observations } from "../likelihood/observations.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { crossing, isNear } from "./crossing.js";
import { type Interval, normalRadius } from "./interval.js";
import { type Height, OtherParameters } from "./otherParameters.js";

/** This near to where a parameter is confined searches over the others end at the support's end, and the limit there tells. */
const margin = 0.01;

/** A maximum, about which likelihoods are profiled. */
export interface Maximum {
  readonly record: DistributionRecord;
  readonly observations: Observations;
  /** The parameters that were fitted; the others stay. */
  readonly fitted: readonly string[];
  readonly parameters: Parameters;
  /** What the observations were condensed from, where they were. */
  readonly all?: Observations;
}

/** A point of a profile: all parameters, and how far below the maximum they are. */
interface ProfilePoint {
  readonly parameters: Parameters;
  /** ±√(2(l̂ - l)), nearly linear in the parameter; NaN where no search over the others came to an end. */
  readonly root: number;
}

/** The likelihood as a function of one parameter, maximized over the others. */
export class Profile {
  readonly #others: OtherParameters;

  constructor(
    private readonly maximum: Maximum,
    readonly name: string,
  ) {
    this.#others = new OtherParameters(maximum, name);
  }

  /** Of the parameter's values. */
  get constraint(): Constraint {
    return this.#others.constraint;
  }

  get #estimate(): number {
    return this.maximum.parameters[this.name]!;
  }

  /** The profile at a value, the search over the others starting from `from`, or from the family's starts where that doesn't do. */
  at(value: number, from: Parameters = this.maximum.parameters): ProfilePoint {
    const others = this.#others;
    return this.#point(value, others.climb(value, from) ?? others.highest(value));
  }

  #highestAt(value: number, from: Parameters): ProfilePoint {
    const others = this.#others;
    return this.#point(value, others.highest(value, others.climb(value, from)));
  }

  #point(value: number, end: Height | undefined): ProfilePoint {
    const edge = this.#others.edge(value);
    const best = edge && !(end && end.value >= edge.value) ? edge : end;
    const drop = best ? Math.max(0, this.#others.top - best.value) : Number.NaN;
    return {
      parameters: best?.parameters ?? { ...this.maximum.parameters, [this.name]: value },
      root: Math.sign(value - this.#estimate) * Math.sqrt(2 * drop),
    };
  }

  /** log of the relative likelihood, l - l̂, at a value. */
  drop(value: number): number {
    return -0.5 * this.at(value).root ** 2;
  }

  /**
   * Where twice the drop of the log-likelihood is the χ² quantile of the level, one degree of freedom (Venzon & Moolgavkar
   * 1988). A limit is the parameter's bound where the likelihood never drops that far, and NaN where no search finds it.
   */
  interval(level: number, standardError: number): Interval {
    const radius = normalRadius(level);
    return { low: this.#limit(-radius, standardError), high: this.#limit(radius, standardError) };
  }

  /** Followed from the maximum outwards; where other starts lead higher at the end, once more from all of them at each place. */
  #limit(target: number, standardError: number): number {
    const once = this.#follow(target, standardError, (value, from) => this.at(value, from));
    if (once.isBound || this.#others.names.length === 0 || this.#isHighest(once.limit, target))
      return once.limit;
    const again = this.#follow(target, standardError, (value, from) => this.#highestAt(value, from));
    return again.isBound || this.#isHighest(again.limit, target) ? again.limit : Number.NaN;
  }

  /** Whether no search from elsewhere leads higher than where the root is the target. */
  #isHighest(limit: number, target: number): boolean {
    if (Number.isNaN(limit)) return false;
    const isBelow = (end: Height | undefined) => {
      const { root } = this.#point(limit, end);
      return Number.isNaN(root) || Math.abs(root) >= Math.abs(target) || isNear(root, target);
    };
    return isBelow(this.#others.highest(limit)) && isBelow(this.#others.refit(limit));
  }

  #follow(
    target: number,
    standardError: number,
    at: (value: number, from: Parameters) => ProfilePoint,
  ): { readonly limit: number; readonly isBound: boolean } {
    const { constraint } = this;
    const side = Math.sign(target);
    const free = constraint.toFree([this.#estimate])[0]!;
    const slope = constraint.jacobian([free])[0]!;
    const step = Number.isFinite(standardError) ? standardError / slope : 0.1 * (Math.abs(free) || 1);
    const valueAt = (distance: number) => constraint.fromFree([free + side * distance])[0]!;
    const bound = valueAt(Infinity);
    const distance = crossing<Parameters>({
      start: this.maximum.parameters,
      step: Math.abs(target) * step,
      target: Math.abs(target),
      isBeyond: (distance) => this.#isBound(valueAt(distance), bound, target),
      at: (distance, from) => {
        const { root, parameters } = at(valueAt(distance), from);
        return { root: Math.abs(root), place: parameters };
      },
    });
    const limit = Number.isNaN(distance) ? distance : valueAt(distance);
    return { limit, isBound: distance === Infinity };
  }

  /** Whether a value is its bound, but for rounding, or nearly where it is confined, if the likelihood hasn't dropped so far there. */
  #isBound(value: number, bound: number, target: number): boolean {
    const { confines, known, top } = this.#others;
    if (value === bound || !this.constraint.contains([value])) return true;
    if (confines?.parameter !== this.name || bound !== confines.above) return false;
    if (!confines.edge) return isAtEdge(confines, { [this.name]: value });
    return value - bound < margin && top - confines.edge(known).value < target ** 2 / 2;
  }
}
