import { UsageError } from "@mebae/tensor";
import type { Constraint } from "../constraints/constraint.js";

/** What values parameters have: a number, or an array of numbers where the constraint has several. */
export type ParameterValues = Readonly<Record<string, number | readonly number[] | undefined>>;

interface Entry {
  readonly name: string;
  readonly constraint: Constraint;
  /** Where its values and its free numbers begin among those of all parameters. */
  readonly at: number;
  readonly freeAt: number;
}

/** Named parameters as one row of values, and as one row of free numbers, with what the chain rule needs between them. */
export class ParameterSet {
  readonly entries: readonly Entry[];
  readonly size: number;
  readonly freedom: number;

  /** @throws UsageError without parameters */
  constructor(constraints: Readonly<Record<string, Constraint>>) {
    let at = 0;
    let freeAt = 0;
    this.entries = Object.entries(constraints).map(([name, constraint]) => {
      if (typeof constraint?.fromFree !== "function")
        throw new UsageError(`mle: expected a constraint such as real() for ${name}, got ${constraint}`);
      const entry = { name, constraint, at, freeAt };
      at += constraint.size;
      freeAt += constraint.freedom;
      return entry;
    });
    if (freeAt === 0) throw new UsageError("mle: expected at least one parameter, got none");
    this.size = at;
    this.freedom = freeAt;
  }

  /**
   * The free numbers of a start; of a parameter that isn't named there they are 0.
   * @throws UsageError for an unknown name, or values that break their constraint
   */
  startOf(start: ParameterValues): Float64Array {
    const names = this.entries.map(({ name }) => name);
    for (const name of Object.keys(start)) {
      if (!names.includes(name)) {
        throw new UsageError(`mle: no parameter "${name}" to start; expected ${names.join(", ")}`);
      }
    }
    const free = new Float64Array(this.freedom);
    for (const { name, constraint, freeAt } of this.entries) {
      const value = start[name];
      if (value === undefined) continue;
      const values = typeof value === "number" ? [value] : value;
      if (values.length !== constraint.size || !constraint.contains(values)) {
        throw new UsageError(
          `mle: expected ${name} to start at ${constraint.describe()}, got ${JSON.stringify(value)}`,
        );
      }
      free.set(constraint.toFree(values), freeAt);
    }
    return free;
  }

  fromFree(free: Float64Array): Float64Array {
    const values = new Float64Array(this.size);
    for (const { constraint, at, freeAt } of this.entries) {
      values.set(constraint.fromFree(free.subarray(freeAt, freeAt + constraint.freedom)), at);
    }
    return values;
  }

  /** By name: numbers, and arrays for what has several. */
  named(values: Float64Array): Record<string, number | number[]> {
    return Object.fromEntries(
      this.entries.map(({ name, constraint: { shape, size }, at }) => [
        name,
        shape.length === 0 ? values[at]! : [...values.subarray(at, at + size)],
      ]),
    );
  }

  /** The parameter that a free number belongs to. */
  owner(free: number): Entry {
    return this.entries.findLast(({ freeAt }) => freeAt <= free)!;
  }

  /** J = ∂values/∂free, [size × freedom]. */
  jacobian(free: Float64Array): Float64Array {
    const whole = new Float64Array(this.size * this.freedom);
    for (const { constraint, at, freeAt } of this.entries) {
      const { size, freedom } = constraint;
      const block = constraint.jacobian(free.subarray(freeAt, freeAt + freedom));
      for (let i = 0; i < size; i++) {
        whole.set(block.subarray(i * freedom, (i + 1) * freedom), (at + i) * this.freedom + freeAt);
      }
    }
    return whole;
  }

  /** The gradient by the free numbers: Jᵀ·g. */
  gradient(gradient: Float64Array, free: Float64Array): Float64Array {
    const jacobian = this.jacobian(free);
    const chained = new Float64Array(this.freedom);
    for (let i = 0; i < this.size; i++) {
      for (let j = 0; j < this.freedom; j++) chained[j]! += jacobian[i * this.freedom + j]! * gradient[i]!;
    }
    return chained;
  }

  /** The Hessian by the free numbers: Jᵀ·H·J + Σ gᵢ·∂²valueᵢ/∂free². */
  hessian(gradient: Float64Array, hessian: Float64Array, free: Float64Array): Float64Array {
    const { size, freedom: k } = this;
    const jacobian = this.jacobian(free);
    const half = new Float64Array(size * k);
    const chained = new Float64Array(k * k);
    for (let i = 0; i < size; i++) {
      for (let t = 0; t < size; t++) {
        const entry = hessian[i * size + t]!;
        for (let j = 0; j < k; j++) half[i * k + j]! += entry * jacobian[t * k + j]!;
      }
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < k; j++) {
        const slope = jacobian[i * k + j]!;
        if (slope === 0) continue;
        for (let l = 0; l < k; l++) chained[j * k + l]! += slope * half[i * k + l]!;
      }
    }
    this.#addCurvatures(chained, gradient, free);
    return chained;
  }

  #addCurvatures(chained: Float64Array, gradient: Float64Array, free: Float64Array): void {
    for (const { constraint, at, freeAt } of this.entries) {
      const { size, freedom } = constraint;
      const bends = constraint.curvature(free.subarray(freeAt, freeAt + freedom));
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < freedom; j++) {
          for (let l = 0; l < freedom; l++) {
            const bend = bends[(i * freedom + j) * freedom + l]!;
            chained[(freeAt + j) * this.freedom + freeAt + l]! += gradient[at + i]! * bend;
          }
        }
      }
    }
  }
}
