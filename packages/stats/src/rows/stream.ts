import { DataError } from "@mebae/tensor";
import type { Data } from "../fit/readData.js";
import type { SummedFamily } from "./family.js";
import type { RowFit } from "./result.js";

/**
 * A fit of rows that never are in memory together, by the family's sufficient statistics of one part after the other, or of shards
 * that are merged. It equals the fit of everything at once to rounding.
 *
 *     const stream = new RowStreamFit(MultivariateNormal);
 *     for (const part of parts) stream.add(part);
 *     stream.estimate().parameters.mean;
 */
export class RowStreamFit<Input, P, D, Summary> {
  #summary: Summary | undefined;

  constructor(readonly family: SummedFamily<Input, P, D, Summary>) {}

  /** Takes a part of the data in. DataError as `fit` has it; a part that is refused changes nothing. */
  add(data: Input, options: { readonly weights?: Data } = {}): this {
    this.#take(this.family.record.sufficient.of(data, options.weights));
    return this;
  }

  /** Takes in what another stream of the same family has seen. */
  merge(other: RowStreamFit<Input, P, D, Summary>): this {
    if (other.#summary !== undefined) this.#take(other.#summary);
    return this;
  }

  /** The fit of everything that was seen. DataError before anything was. */
  estimate(): RowFit<P, D> {
    const { name, sufficient } = this.family.record;
    if (this.#summary === undefined) throw new DataError(`RowStreamFit of ${name}: expected data, got none`);
    return sufficient.estimate(this.#summary);
  }

  #take(summary: Summary): void {
    const { merge } = this.family.record.sufficient;
    this.#summary = this.#summary === undefined ? summary : merge(this.#summary, summary);
  }
}
