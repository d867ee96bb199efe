import { parameterNames } from "../programs.js";
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
  ) {
    this.count = countOf(observations);
    this.names = parameterNames(record);
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

  #sums(parameters: Parameters, order: Order): Float64Array {
    let total: Float64Array | undefined;
    for (const kind of kinds) {
      if (!this.observations[kind]) continue;
      const sums = this.part(parameters, order, kind);
      if (total) for (let i = 0; i < total.length; i++) total[i]! += sums[i]!;
      else total = sums;
    }
    const { truncation } = this.observations;
    if (truncation && truncationKind(truncation)) {
      const program = likelihoodProgram(this.record, truncationKind(truncation)!, this.by, order);
      const masses = program.sums([new Float64Array(1)], this.#numbers(parameters));
      for (let i = 0; i < total!.length; i++) total![i]! -= this.count * masses[i]!;
    }
    return total!;
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
