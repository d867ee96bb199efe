import type { Constraint } from "../constraints/constraint.js";
import { evaluate, parameterNames } from "../programs.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { countOf, type Kind, kinds, type Observations } from "./observations.js";
import { likelihoodProgram, type Order, type TruncationKind } from "./terms.js";

/** A log-likelihood and its derivatives by the parameters `by`. */
export interface Expansion {
  readonly value: number;
  readonly gradient: Float64Array;
  /** k×k, row by row. */
  readonly hessian: Float64Array;
}

/** A difference of two numbers, relative to them, that has digits enough. */
const leastShare = 1e-7;
/** Farther away than this many units half of a difference's digits are gone. */
const tooFar = 1e8;
/** Terms of this size for each observation leave no digit of what a maximum may be higher by. */
const tooLarge = 1e9;

/** The log-likelihood of a family on observations, as a function of some or all of its parameters. */
export class Likelihood {
  readonly count: number;
  readonly names: readonly string[];
  #extent: readonly [least: number, most: number] | undefined;

  constructor(
    readonly record: DistributionRecord,
    readonly observations: Observations,
    /** The parameters to differentiate by. */
    readonly by: readonly string[],
    /** Tighter constraints than the record's, within which a maximum is looked for. */
    readonly confines: Readonly<Record<string, Constraint>> = {},
  ) {
    this.count = countOf(observations);
    this.names = parameterNames(record);
  }

  /** The same as a function of other parameters. */
  withRespectTo(by: readonly string[]): Likelihood {
    return new Likelihood(this.record, this.observations, by, this.confines);
  }

  constraintOf(name: string): Constraint {
    return this.confines[name] ?? this.record.parameters[name]!.constraint;
  }

  /** Whether every exact observation lies within the support, which terms themselves don't ask. */
  covers(parameters: Parameters): boolean {
    const { exact } = this.observations;
    if (!exact || this.record.period) return true;
    this.#extent ??= [
      exact.values.reduce((least, value) => Math.min(least, value), Infinity),
      exact.values.reduce((most, value) => Math.max(most, value), -Infinity),
    ];
    const [low, high] = this.record.support(parameters);
    return this.#extent[0] >= low && this.#extent[1] <= high;
  }

  /**
   * Whether a value is mostly rounding, of data of unit size: where a location lies so far away that differences from it lose their
   * digits, where large terms cancel, as they do of values and the mass that truncation leaves, or where a mass between two bounds is
   * a small difference of others.
   */
  isRounded(parameters: Parameters): boolean {
    const records = Object.entries(this.record.parameters);
    if (records.some(([name, { role }]) => role === "location" && Math.abs(parameters[name]!) > tooFar))
      return true;
    if (this.#size(parameters) > tooLarge * this.count) return true;
    const { interval, truncation } = this.observations;
    const isCut = truncation && truncationKind(truncation) === "truncation";
    const low = [...(interval?.values ?? []), ...(isCut ? [truncation.low] : [])];
    const high = [...(interval?.upper ?? []), ...(isCut ? [truncation.high] : [])];
    if (low.length === 0) return false;
    const logs = (name: "logCdf" | "logSurvival", x: readonly number[]) =>
      evaluate(this.record, name, Float64Array.from(x), parameters);
    const [below, upTo] = [logs("logCdf", low), logs("logCdf", high)];
    const [above, beyond] = [logs("logSurvival", low), logs("logSurvival", high)];
    return low.some((_, i) => {
      const share = -Math.expm1(Math.min(below[i]! - upTo[i]!, beyond[i]! - above[i]!));
      return share < leastShare;
    });
  }

  value(parameters: Parameters): number {
    return this.#sums(parameters, 0)[0]!;
  }

  gradient(parameters: Parameters): Pick<Expansion, "value" | "gradient"> {
    const sums = this.#sums(parameters, 1);
    return { value: sums[0]!, gradient: sums.subarray(1) };
  }

  expand(parameters: Parameters): Expansion {
    const k = this.by.length;
    const sums = this.#sums(parameters, 2);
    const hessian = new Float64Array(k * k);
    let place = 1 + k;
    for (let i = 0; i < k; i++)
      for (let j = i; j < k; j++) {
        hessian[i * k + j] = sums[place]!;
        hessian[j * k + i] = sums[place++]!;
      }
    return { value: sums[0]!, gradient: sums.subarray(1, 1 + k), hessian };
  }

  /** Of observations [start, end) of one kind only. */
  part(parameters: Parameters, order: Order, kind: Kind, start?: number, end?: number): Float64Array {
    const column = this.observations[kind]!;
    const data = kind === "interval" ? [column.values, this.observations.interval!.upper] : [column.values];
    const program = likelihoodProgram(this.record, kind, this.by, order);
    return program.sums(data, this.#numbers(parameters), column.weights, start, end);
  }

  /** What each of other values adds, and its derivatives: a row for each value of `part`'s sums. */
  each(
    parameters: Parameters,
    order: Order,
    kind: Exclude<Kind, "interval">,
    values: Float64Array,
  ): Float64Array[] {
    return likelihoodProgram(this.record, kind, this.by, order).each([values], this.#numbers(parameters));
  }

  /** The sum of what each kind of observation and truncation add to the value, or take from it. */
  #size(parameters: Parameters): number {
    const parts = kinds
      .filter((kind) => this.observations[kind])
      .map((kind) => this.part(parameters, 0, kind));
    return [...parts, this.#truncated(parameters, 0) ?? []].reduce(
      (sum, [part = 0]) => sum + Math.abs(part),
      0,
    );
  }

  #sums(parameters: Parameters, order: Order): Float64Array {
    let total: Float64Array | undefined;
    for (const kind of kinds) {
      if (!this.observations[kind]) continue;
      const sums = this.part(parameters, order, kind);
      if (total) for (let i = 0; i < total.length; i++) total[i]! += sums[i]!;
      else total = sums;
    }
    const truncated = this.#truncated(parameters, order);
    if (truncated) for (let i = 0; i < total!.length; i++) total![i]! -= truncated[i]!;
    return total!;
  }

  /** The logarithm of the mass that truncation leaves, for each observation, and its derivatives. */
  #truncated(parameters: Parameters, order: Order): Float64Array | undefined {
    const kind = this.observations.truncation && truncationKind(this.observations.truncation);
    if (!kind) return undefined;
    const program = likelihoodProgram(this.record, kind, this.by, order);
    const masses = program.sums([new Float64Array(1)], this.#numbers(parameters));
    return masses.map((mass) => this.count * mass);
  }

  #numbers(parameters: Parameters): number[] {
    const { low = -Infinity, high = Infinity } = this.observations.truncation ?? {};
    return [...this.names.map((name) => parameters[name]!), low, high];
  }
}

/** Which bounds there are; undefined for none. */
function truncationKind({ low, high }: { low: number; high: number }): TruncationKind | undefined {
  if (low === -Infinity) return high === Infinity ? undefined : "truncationBelow";
  return high === Infinity ? "truncationAbove" : "truncation";
}
