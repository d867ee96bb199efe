import type { Constraint } from "../constraints/constraint.js";
import { greaterThan } from "../constraints/greaterThan.js";
import { isGone } from "../fit/confines.js";
import { roughSample } from "../fit/roughSample.js";
import { ascend, search, solve } from "../fit/solve.js";
import { irregularNames } from "../irregular.js";
import { Likelihood } from "../likelihood/likelihood.js";
import { rowsOf } from "../likelihood/observations.js";
import type { Confines, Parameters } from "../record.js";
import { Sample } from "../sample.js";
import { converged } from "../status.js";
import type { Maximum } from "./profile.js";

/** Of more observations as many say where else a search may start. */
const few = 200;
/** Of fewer the likelihood may have several maxima over the others, which are looked for as a fit does. */
const sparse = 30;
/** Steps of a search where a likelihood has no bound: one that takes more is on its way to nowhere. */
const patience = 50;

/** A place that a search came to, and the likelihood there. */
export interface Height {
  readonly parameters: Parameters;
  readonly value: number;
}

/** Searches over all fitted parameters but one, which is given. */
export class OtherParameters {
  readonly names: readonly string[];
  /** Where the family's maxima are, if not everywhere. */
  readonly confines: Confines | undefined;
  /** Those that aren't fitted. */
  readonly known: Parameters;
  /** Of the one parameter's values. */
  readonly constraint: Constraint;
  /** At the maximum. */
  readonly top: number;
  readonly #likelihood: Likelihood;
  #sample: Sample | undefined;

  constructor(
    private readonly maximum: Maximum,
    private readonly name: string,
  ) {
    const { record, observations, fitted, parameters, all = observations } = maximum;
    // Those without a smooth maximum have it at the same place whatever the others are.
    const rough = [...irregularNames(record, parameters), ...(record.kinked?.parameters ?? [])];
    this.names = fitted.filter((other) => other !== name && !rough.includes(other));
    this.confines = record.confines?.(all, fitted);
    const tighter = this.confines && { [this.confines.parameter]: greaterThan(this.confines.above) };
    this.#likelihood = new Likelihood(record, observations, this.names, tighter);
    this.constraint = this.#likelihood.constraintOf(name);
    this.known = Object.fromEntries(Object.entries(parameters).filter(([other]) => !fitted.includes(other)));
    this.top = this.#likelihood.value(parameters);
  }

  /** The end of a search from somewhere; undefined where it isn't one of a maximum, or of its limit. */
  climb(value: number, from: Parameters): Height | undefined {
    const fixed = this.#fixed(value);
    const start = { ...from, ...fixed };
    const isCovered = this.#likelihood.covers(start);
    if (this.names.length === 0)
      return { parameters: start, value: isCovered ? this.#likelihood.value(start) : -Infinity };
    if (!isCovered) return undefined;
    const { confines } = this;
    if (!confines) return this.#height(search(this.#likelihood, fixed, start).parameters);
    // Where a likelihood has no bound there is no valley that a search must be led along.
    const { parameters, status } = ascend(this.#likelihood, fixed, start, { maximumIterations: patience });
    if (this.names.includes(confines.parameter) && isGone(confines, { parameters, status }))
      return this.edge(value) ?? this.#height(parameters);
    return status.kind === "converged" || status.kind === "boundary" ? this.#height(parameters) : undefined;
  }

  /** The highest end of searches from the family's own starts, and of one that may be made already. */
  highest(value: number, made?: Height): Height | undefined {
    return this.#starts(value)
      .map((start) => this.climb(value, start))
      .reduce((best, end) => (end && !(best && best.value >= end.value) ? end : best), made);
  }

  /** The limit of the likelihood where another parameter goes to where it is confined. */
  edge(value: number): Height | undefined {
    const { confines } = this;
    if (!confines?.edge || !this.names.includes(confines.parameter)) return undefined;
    const edge = confines.edge(this.#fixed(value));
    return Number.isFinite(edge.value) ? edge : undefined;
  }

  /** The maximum that a fit finds, where observations are so few that a likelihood without a bound may have several. */
  refit(value: number): Height | undefined {
    const { record, observations, all = observations } = this.maximum;
    if (!this.confines || rowsOf(all) > sparse) return undefined;
    const found = solve(record, observations, this.names, { fixed: this.#fixed(value) });
    return (found.status ?? converged) === converged ? this.#height(found.parameters) : undefined;
  }

  #fixed(value: number): Parameters {
    return { ...this.known, [this.name]: value };
  }

  /** With many data there is one maximum. */
  #starts(value: number): Parameters[] {
    const { record } = this.maximum;
    this.#sample ??= this.#roughly();
    const given = this.#fixed(value);
    const others = this.#sample.values.length > few ? [] : record.starts?.(this.#sample, given);
    return [record.start(this.#sample, given), ...(others ?? [])];
  }

  /** Of many observations some, the least and the greatest among them, within whose support all others are. */
  #roughly(): Sample {
    const { observations, all = observations } = this.maximum;
    const sample = roughSample(all);
    if (sample.values.length <= few) return sample;
    const { values } = sample.part(few);
    return new Sample(Float64Array.of(sample.minimum, sample.maximum, ...values));
  }

  #height(parameters: Parameters): Height | undefined {
    const value = this.#likelihood.covers(parameters) ? this.#likelihood.value(parameters) : -Infinity;
    return Number.isFinite(value) ? { parameters, value } : undefined;
  }
}
