import { DataError, UsageError } from "@mebae/tensor";
import type { Family } from "../distribution.js";
import { expectKnownOptions } from "../knownOptions.js";
import { parameterNames } from "../programs.js";
import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import type { Statistic, Summary } from "../statistics/statistic.js";
import { converged } from "../status.js";
import { totalWeight } from "../totalWeight.js";
import { type Data, expectDomain, readNumbers, readWeights } from "./readData.js";

/**
 * A fit of data that never are in memory together: the family's sufficient statistics of one part after the other, or of shards that
 * are merged. It equals the fit of everything at once to rounding.
 *
 *     const stream = new StreamFit(Gamma);
 *     for (const part of parts) stream.add(part);
 *     stream.estimate().parameters;
 */
export class StreamFit<P extends string = string> implements Summary {
  readonly #record: DistributionRecord;
  readonly #given: Parameters;
  readonly #statistics: readonly Statistic<unknown>[];
  readonly #values = new Map<string, unknown>();
  #count = 0;

  /** UsageError for a family without sufficient statistics, and where a given parameter, such as a number of trials, is missing. */
  constructor(
    readonly family: Family<P>,
    options: { readonly fixed?: Partial<Parameters<P>> } = {},
  ) {
    expectKnownOptions("StreamFit", options, ["fixed"]);
    this.#record = family.record as unknown as DistributionRecord;
    this.#given = (options.fixed ?? {}) as Parameters;
    const { name, sufficient, parameters } = this.#record;
    if (!sufficient)
      throw new UsageError(`StreamFit: ${name} has no sufficient statistics; fit all of its data at once`);
    const given = parameterNames(this.#record).filter((parameter) => parameters[parameter]!.given);
    const names = Object.keys(this.#given);
    if (given.length !== names.length || given.some((parameter) => !names.includes(parameter)))
      throw new UsageError(
        `StreamFit of ${name}: expected in \`fixed\` ${given.join(", ") || "nothing"}, got ${names.join(", ") || "nothing"}`,
      );
    this.#statistics = sufficient.statistics;
  }

  /** Values so far, or the sum of their weights. */
  get count(): number {
    return this.#count;
  }

  get<Value>(statistic: Statistic<Value>): Value {
    return this.#values.get(statistic.name) as Value;
  }

  /** Takes a part of the data in. DataError as `fit` has it; a part that is refused changes nothing. */
  add(data: Data, options: { readonly weights?: Data } = {}): this {
    const where = `StreamFit of ${this.#record.name}`;
    expectKnownOptions(where, options, ["weights"]);
    const read = readNumbers(where, data);
    expectDomain(this.#record, read, this.#given);
    const all = options.weights === undefined ? undefined : readWeights(where, options.weights, read.length);
    const values = all ? read.filter((_, i) => all[i]! > 0) : read;
    const weights = all?.filter((weight) => weight > 0);
    if (values.length === 0) return this;
    const count = totalWeight(values.length, weights);
    this.#take(count, (statistic) => statistic.of(values, weights));
    return this;
  }

  /** Takes in what another stream of the same family has seen. */
  merge(other: StreamFit<P>): this {
    if (other.#record !== this.#record)
      throw new UsageError(
        `StreamFit of ${this.#record.name}: expected a stream of the same family, got one of ${other.#record.name}`,
      );
    if (other.#count > 0) this.#take(other.#count, (statistic) => other.get(statistic));
    return this;
  }

  /** The maximum of the likelihood of everything that was seen. DataError before anything was. */
  estimate(): Required<Estimate<P>> {
    if (this.#count === 0) throw new DataError(`StreamFit of ${this.#record.name}: expected data, got none`);
    const { parameters, status = converged } = this.#record.sufficient!.estimate(this, this.#given);
    return { parameters: parameters as Parameters<P>, status };
  }

  #take(count: number, of: (statistic: Statistic<unknown>) => unknown): void {
    for (const statistic of this.#statistics) {
      const value = of(statistic);
      const before = this.#values.get(statistic.name);
      const merged = this.#count === 0 ? value : statistic.merge(before, this.#count, value, count);
      this.#values.set(statistic.name, merged);
    }
    this.#count += count;
  }
}
