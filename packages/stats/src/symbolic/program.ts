import { UsageError } from "@mebae/tensor";
import { CompensatedSums } from "../compensatedSums.js";
import { type Code, linearize } from "./code.js";
import { Rows } from "./rows.js";
import type { Term } from "./term.js";

/** Rows that are computed together: few enough that all intermediate values stay in the cache. */
const blockLength = 256;

/**
 * Terms made ready for evaluation over rows of data. What depends on the parameters only is computed once a call, all
 * else block by block, an operation at a time. The names of `columns` vary by row, all others are `parameters`.
 */
export class Program {
  readonly #code: Code;
  readonly #rows: Rows;

  constructor(
    outputs: readonly Term[],
    readonly columns: readonly string[],
    readonly parameters: readonly string[],
  ) {
    this.#code = linearize(outputs, columns, parameters);
    this.#rows = new Rows(this.#code, blockLength);
  }

  /**
   * Σ wᵢ·output(rowᵢ) of each output, over rows [start, end). The sum over blocks is compensated (Neumaier 1974).
   */
  sums(
    data: readonly Float64Array[],
    parameters: ArrayLike<number>,
    weights?: Float64Array,
    start = 0,
    end = data[0]?.length ?? 0,
  ): Float64Array {
    const totals = new CompensatedSums(this.#code.outputs.length);
    this.#run(data, parameters, start, end, (from, count) => {
      this.#code.outputs.forEach((_, k) => {
        totals.add(k, this.#rows.sum(k, count, weights, from));
      });
    });
    return totals.values();
  }

  /** The values of each output, a row an element. */
  each(data: readonly Float64Array[], parameters: ArrayLike<number>): Float64Array[] {
    const length = data[0]?.length ?? 0;
    const outputs = this.#code.outputs.map(() => new Float64Array(length));
    this.#run(data, parameters, 0, length, (from, count) => {
      for (const [k, output] of outputs.entries()) this.#rows.copy(k, count, output, from);
    });
    return outputs;
  }

  /** The first output at one row. */
  at(row: readonly number[], parameters: ArrayLike<number>): number {
    return this.each(
      row.map((value) => Float64Array.of(value)),
      parameters,
    )[0]![0]!;
  }

  #run(
    data: readonly Float64Array[],
    parameters: ArrayLike<number>,
    start: number,
    end: number,
    receive: (from: number, count: number) => void,
  ): void {
    if (data.length !== this.columns.length || parameters.length !== this.parameters.length)
      throw new UsageError(
        `Program: expected ${this.columns.length} columns and ${this.parameters.length} parameters, got ${data.length} and ${parameters.length}`,
      );
    this.#rows.setParameters(parameters);
    for (let from = start; from < end; from += blockLength) {
      const count = Math.min(blockLength, end - from);
      this.#rows.compute(data, from, count);
      receive(from, count);
    }
  }
}
