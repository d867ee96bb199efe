import { DataError, UsageError } from "@mebae/tensor";
import type { ParameterSet } from "./parameterSet.js";
import type { TensorLikelihood } from "./tensorLikelihood.js";

/** What is known of the log-likelihood at a place. */
export interface Place {
  readonly free: Float64Array;
  readonly values: Float64Array;
  readonly logLikelihood: number;
  /** By the parameters' values. */
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/**
 * The negative log-likelihood by free numbers. It remembers the last place, which the start and the end are asked for
 * twice.
 */
export class NegativeLogLikelihood {
  readonly #parameters: ParameterSet;
  readonly #likelihood: TensorLikelihood;
  #last: Place | undefined;

  constructor(parameters: ParameterSet, likelihood: TensorLikelihood) {
    this.#parameters = parameters;
    this.#likelihood = likelihood;
  }

  place(free: Float64Array): Place {
    if (this.#last && free.every((entry, i) => entry === this.#last!.free[i])) return this.#last;
    const values = this.#parameters.fromFree(free);
    const { value, gradient, hessian } = this.#likelihood.derivatives(values);
    this.#last = { free: free.slice(), values, logLikelihood: value, gradient, hessian };
    return this.#last;
  }

  value(free: Float64Array): number {
    return -this.#likelihood.value(this.#parameters.fromFree(free));
  }

  gradient(free: Float64Array): { value: number; gradient: Float64Array } {
    const { logLikelihood, gradient } = this.place(free);
    return { value: -logLikelihood, gradient: negated(this.#parameters.gradient(gradient, free)) };
  }

  hessian(free: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } {
    const { gradient, hessian } = this.place(free);
    return { ...this.gradient(free), hessian: negated(this.#parameters.hessian(gradient, hessian, free)) };
  }

  /**
   * @throws DataError naming the first row whose log-density isn't finite at the start; UsageError for a derivative
   * that isn't finite there, or a parameter that the density doesn't depend on
   */
  expectStart(free: Float64Array): void {
    const { values, logLikelihood, gradient, hessian } = this.place(free);
    const where = JSON.stringify(this.#parameters.named(values));
    if (!Number.isFinite(logLikelihood)) {
      const rows = this.#likelihood.rows(values);
      const index = rows.findIndex((row) => !Number.isFinite(row));
      const what =
        rows.length > 1
          ? `row ${index} has log-density ${rows[index]}`
          : `the log-likelihood is ${logLikelihood}`;
      throw new DataError(`mle: expected finite log-densities at the start, but ${what} at ${where}`, {
        index,
      });
    }
    const size = values.length;
    for (const { name, at, constraint } of this.#parameters.entries) {
      const end = at + constraint.size;
      const derivatives = [...gradient.subarray(at, end), ...hessian.subarray(at * size, end * size)];
      const odd = derivatives.find((derivative) => !Number.isFinite(derivative));
      if (odd !== undefined) {
        throw new UsageError(
          `mle: expected finite derivatives at the start, got ${odd} by ${name} at ${where}`,
        );
      }
      if (derivatives.every((derivative) => derivative === 0)) {
        throw new UsageError(
          `mle: all derivatives by ${name} are 0 at ${where}: logDensity must compute with the tensor that it is given, by ops`,
        );
      }
    }
  }
}

function negated(numbers: Float64Array): Float64Array {
  return numbers.map((entry) => -entry);
}
