import { minimize, type Objective } from "@mebae/optimizers";
import { between } from "../intervals/between.js";
import { gradientWithout, hessianWithout } from "../intervals/elimination.js";
import { type Interval, normalRadius } from "../intervals/interval.js";
import type { Search } from "./estimate.js";

/** So often the distance is doubled before an end counts as infinite. */
const doublings = 40;

/**
 * Where the log-likelihood, the other coefficients at their best for the value, has dropped by half the χ² quantile of the level
 * with one degree of freedom (Venzon & Moolgavkar 1988).
 * @param place of the coefficient among those searched
 */
export function profileInterval(search: Search, place: number, error: number, level: number): Interval {
  const profile = new CoefficientProfile(search, place);
  const radius = normalRadius(level);
  return { low: profile.limit(-1, radius, error), high: profile.limit(1, radius, error) };
}

class CoefficientProfile {
  /** β = t·γ */
  readonly #t: Float64Array;
  readonly #estimate: number;
  /** The scaled coefficient that the value of β leaves no choice. */
  readonly #bound: number;

  constructor(
    private readonly search: Search,
    place: number,
  ) {
    const { x } = search.minimum;
    this.#t = search.matrix.slice(place * x.length, (place + 1) * x.length);
    this.#estimate = x.reduce((sum, entry, i) => sum + this.#t[i]! * entry, 0);
    this.#bound = this.#t.reduce(
      (best, entry, i) => (Math.abs(entry) > Math.abs(this.#t[best]!) ? i : best),
      0,
    );
  }

  /** The end on one side, ±Infinity where the likelihood never drops that far. */
  limit(side: number, radius: number, error: number): number {
    let start = this.search.minimum.x;
    const probe = (distance: number) => {
      const { x, drop } = this.#at(this.#estimate + side * distance, start);
      start = x;
      return { distance, root: Math.sqrt(2 * Math.max(0, drop)) };
    };
    let inside = { distance: 0, root: 0 };
    let outside = probe(radius * error);
    for (let doubling = 0; outside.root < radius; doubling++) {
      if (doubling === doublings) return side * Infinity;
      inside = outside;
      outside = probe(2 * outside.distance);
    }
    return this.#estimate + side * between(probe, inside, outside, radius);
  }

  /** The best γ with t·γ = value, and how far below the maximum it is. */
  #at(value: number, start: Float64Array): { x: Float64Array; drop: number } {
    const { objective, minimum } = this.search;
    const free = start.filter((_, i) => i !== this.#bound);
    const full = (u: Float64Array) => this.#completed(u, value);
    if (free.length === 0) {
      const x = full(free);
      return { x, drop: objective.value(x) - minimum.value };
    }
    const restricted: Objective = {
      value: (u) => objective.value(full(u)),
      gradient: (u) => {
        const { value, gradient } = objective.gradient(full(u));
        return { value, gradient: gradientWithout(gradient, this.#t, this.#bound) };
      },
      hessian: (u) => {
        const { value, gradient, hessian } = objective.hessian(full(u));
        return {
          value,
          gradient: gradientWithout(gradient, this.#t, this.#bound),
          hessian: hessianWithout(hessian, this.#t, this.#bound),
        };
      },
    };
    const best = minimize(restricted, free);
    return { x: full(best.x), drop: best.value - minimum.value };
  }

  #completed(u: Float64Array, value: number): Float64Array {
    const t = this.#t;
    const x = Float64Array.from(t, (_, i) => (i < this.#bound ? u[i]! : i > this.#bound ? u[i - 1]! : 0));
    x[this.#bound] = (value - x.reduce((sum, entry, i) => sum + t[i]! * entry, 0)) / t[this.#bound]!;
    return x;
  }
}
