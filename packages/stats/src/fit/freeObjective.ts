import type { Objective } from "@mebae/optimizers";
import type { Constraint } from "../constraints/constraint.js";
import type { Likelihood } from "../likelihood/likelihood.js";
import type { Parameters } from "../record.js";

/**
 * The negative log-likelihood as a function of unconstrained numbers, one a fitted parameter:
 *   ∂l/∂φᵢ = ∂l/∂θᵢ·θᵢ′,   ∂²l/∂φᵢ∂φⱼ = ∂²l/∂θᵢ∂θⱼ·θᵢ′θⱼ′ + [i = j]·∂l/∂θᵢ·θᵢ″
 */
export class FreeObjective implements Objective {
  readonly #constraints: readonly Constraint[];

  constructor(
    private readonly likelihood: Likelihood,
    private readonly fixed: Parameters,
  ) {
    this.#constraints = likelihood.by.map((name) => likelihood.constraintOf(name));
  }

  toFree(parameters: Parameters): Float64Array {
    return Float64Array.from(
      this.likelihood.by,
      (name, i) => this.#constraints[i]!.toFree([parameters[name]!])[0]!,
    );
  }

  fromFree(free: ArrayLike<number>): Parameters {
    const values = this.likelihood.by.map((name, i) => [
      name,
      this.#constraints[i]!.fromFree([free[i]!])[0]!,
    ]);
    return { ...this.fixed, ...Object.fromEntries(values) };
  }

  value(free: Float64Array): number {
    return this.#guarded(free, (parameters) => -this.likelihood.value(parameters), Infinity);
  }

  gradient(free: Float64Array): { value: number; gradient: Float64Array } {
    const undefinedHere = { value: Infinity, gradient: new Float64Array(free.length) };
    return this.#guarded(
      free,
      (parameters) => {
        const { value, gradient } = this.likelihood.gradient(parameters);
        return { value: -value, gradient: gradient.map((slope, i) => -slope * this.#slope(i, free)) };
      },
      undefinedHere,
    );
  }

  hessian(free: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } {
    const k = free.length;
    const undefinedHere = {
      value: Infinity,
      gradient: new Float64Array(k),
      hessian: new Float64Array(k * k),
    };
    return this.#guarded(
      free,
      (parameters) => {
        const { value, gradient, hessian } = this.likelihood.expand(parameters);
        const slopes = gradient.map((_, i) => this.#slope(i, free));
        const second = hessian.map((entry, place) => {
          const [i, j] = [Math.floor(place / k), place % k];
          return -entry * slopes[i]! * slopes[j]! - (i === j ? gradient[i]! * this.#bend(i, free) : 0);
        });
        return { value: -value, gradient: gradient.map((slope, i) => -slope * slopes[i]!), hessian: second };
      },
      undefinedHere,
    );
  }

  /** Far out a parameter rounds to its bound, where there is no density. */
  #guarded<T>(free: Float64Array, compute: (parameters: Parameters) => T, otherwise: T): T {
    const parameters = this.fromFree(free);
    const { record, by } = this.likelihood;
    const allowed = by.every((name, i) => this.#constraints[i]!.contains([parameters[name]!]));
    const defined = allowed && !record.refuse?.(parameters) && this.likelihood.covers(parameters);
    return defined ? compute(parameters) : otherwise;
  }

  #slope(i: number, free: Float64Array): number {
    return this.#constraints[i]!.jacobian([free[i]!])[0]!;
  }

  #bend(i: number, free: Float64Array): number {
    return this.#constraints[i]!.curvature([free[i]!])[0]!;
  }
}
