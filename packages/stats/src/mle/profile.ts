import { type Minimum, minimize, type Objective } from "@mebae/optimizers";
import { invertInformation } from "../fit/covariance.js";
import { crossing } from "../intervals/crossing.js";
import { gradientWithout, hessianWithout } from "../intervals/elimination.js";
import type { Maximum } from "./maximize.js";
import { NegativeLogLikelihood } from "./objective.js";
import type { ParameterSet } from "./parameterSet.js";
import type { TensorLikelihood } from "./tensorLikelihood.js";

/** Steps of a search from near by: one that takes more is on its way to nowhere. */
const patience = 50;
/** A score, in standard errors, that an end isn't moved by. */
const negligible = 1e-4;
/** Halvings of a free number's range, down to its last digits. */
const halvings = 80;

/**
 * The likelihood as a function of one of the parameters' numbers, maximized over all others (Venzon & Moolgavkar 1988). A number
 * that comes from a single free number is moved by that; of one that comes from several, as a share does, the free number that moves
 * it most follows the others, so that it stays where it is put.
 */
export class ValueProfile {
  readonly #objective: NegativeLogLikelihood;
  /** ∂value/∂free at the maximum. */
  readonly #slopes: Float64Array;
  /** The free number that has no choice. */
  readonly #bound: number;
  readonly #isSingle: boolean;
  /** Where the free numbers go as the value does, at the maximum: C·t/(tᵀ·C·t) of their covariance C and the slopes t. */
  readonly #direction: Float64Array;

  constructor(
    likelihood: TensorLikelihood,
    private readonly set: ParameterSet,
    private readonly maximum: Maximum,
    /** The number's place among all. */
    private readonly index: number,
  ) {
    this.#objective = new NegativeLogLikelihood(set, likelihood);
    this.#slopes = this.#slopesAt(maximum.free);
    this.#bound = this.#slopes.reduce(
      (best, slope, j) => (Math.abs(slope) > Math.abs(this.#slopes[best]!) ? j : best),
      0,
    );
    this.#isSingle = this.#slopes.every((slope, j) => slope === 0 || j === this.#bound);
    this.#direction = directionOf(invertInformation(maximum.minimum.hessian!), this.#slopes);
  }

  /** Where √(2(l̂ - l)) reaches the radius on one side; the number's bound where it never does, NaN where no search finds it. */
  limit(side: number, radius: number): number {
    const slope = this.#slopes[this.#bound]!;
    const error = Math.sqrt(this.maximum.covariance[this.index * (this.set.size + 1)]!);
    const step = this.#isSingle ? error / Math.abs(slope) : error;
    const distance = crossing<Float64Array>({
      start: this.maximum.free,
      step: radius * step,
      target: radius,
      at: (distance, from) => {
        const { free, drop } = this.#at(this.#targetAt(side, distance), from);
        return { root: Math.sqrt(2 * Math.max(0, drop)), place: free };
      },
    });
    return Number.isNaN(distance) ? distance : this.#valueAt(this.#targetAt(side, distance));
  }

  /** The free number, or the value itself where it comes from several. */
  #targetAt(side: number, distance: number): number {
    const { free, parameters } = this.maximum;
    if (!this.#isSingle) return parameters[this.index]! + side * distance;
    return free[this.#bound]! + side * Math.sign(this.#slopes[this.#bound]!) * distance;
  }

  #valueAt(target: number): number {
    if (!this.#isSingle) return target;
    return this.#value(this.#with(this.maximum.free, target));
  }

  #at(target: number, from: Float64Array): { readonly free: Float64Array; readonly drop: number } {
    const full = (others: Float64Array) => this.#completed(others, target);
    const restricted = this.#restricted(full);
    const reached = this.#isSingle ? from[this.#bound]! : this.#value(from);
    const slope = this.#isSingle ? this.#slopes[this.#bound]! : 1;
    const ahead = from.map((entry, j) => entry + (target - reached) * slope * this.#direction[j]!);
    const start = ahead.filter((_, j) => j !== this.#bound);
    if (start.length === 0) return this.#dropAt(full(start), from, Infinity);
    const minimum = minimize(restricted, start, { maximumIterations: patience });
    if (!isSettled(minimum)) return { free: from, drop: Number.NaN };
    return this.#dropAt(full(minimum.x), from, Number.NaN);
  }

  #dropAt(free: Float64Array | undefined, from: Float64Array, otherwise: number) {
    if (!free) return { free: from, drop: otherwise };
    const drop = this.#objective.value(free) + this.maximum.logLikelihood;
    return { free, drop: Number.isFinite(drop) ? drop : otherwise };
  }

  /** The negative log-likelihood by the other free numbers, infinite where the value can't be had. */
  #restricted(full: (others: Float64Array) => Float64Array | undefined): Objective {
    const nowhere = (size: number) => ({ value: Infinity, gradient: new Float64Array(size) });
    return {
      value: (others) => {
        const free = full(others);
        return free ? this.#objective.value(free) : Infinity;
      },
      gradient: (others) => {
        const free = full(others);
        if (!free) return nowhere(others.length);
        const { value, gradient } = this.#objective.gradient(free);
        return { value, gradient: gradientWithout(gradient, this.#slopesAt(free), this.#bound) };
      },
      hessian: (others) => {
        const free = full(others);
        if (!free) return { ...nowhere(others.length), hessian: new Float64Array(others.length ** 2) };
        const { value, gradient, hessian } = this.#objective.hessian(free);
        const slopes = this.#slopesAt(free);
        return {
          value,
          gradient: gradientWithout(gradient, slopes, this.#bound),
          hessian: hessianWithout(this.#bent(hessian, gradient, slopes, free), slopes, this.#bound),
        };
      },
    };
  }

  /** H - λ·∂²value/∂free² of Lagrange's multiplier λ: the surface on which the value stays is curved itself. */
  #bent(
    hessian: Float64Array,
    gradient: Float64Array,
    slopes: Float64Array,
    free: Float64Array,
  ): Float64Array {
    if (this.#isSingle) return hessian;
    const { constraint, at, freeAt } = this.set.owner(this.#bound);
    const { freedom } = constraint;
    const bends = constraint.curvature(free.subarray(freeAt, freeAt + freedom));
    const multiplier = gradient[this.#bound]! / slopes[this.#bound]!;
    const bent = hessian.slice();
    for (let j = 0; j < freedom; j++)
      for (let l = 0; l < freedom; l++) {
        const bend = bends[((this.index - at) * freedom + j) * freedom + l]!;
        bent[(freeAt + j) * this.set.freedom + freeAt + l]! -= multiplier * bend;
      }
    return bent;
  }

  /** All free numbers; undefined where no free number brings the value to the target. */
  #completed(others: Float64Array, target: number): Float64Array | undefined {
    const rest = this.maximum.free.map((_, j) => (j < this.#bound ? others[j]! : (others[j - 1] ?? 0)));
    if (this.#isSingle) return this.#with(rest, target);
    const sign = Math.sign(this.#slopes[this.#bound]!);
    const off = (at: number) => sign * (this.#value(this.#with(rest, at)) - target);
    const middle = this.maximum.free[this.#bound]!;
    let reach = 1;
    while (!(off(middle - reach) <= 0 && off(middle + reach) >= 0)) {
      reach *= 4;
      if (reach > 1e4) return undefined;
    }
    let [low, high] = [middle - reach, middle + reach];
    for (let i = 0; i < halvings; i++) {
      const at = low + (high - low) / 2;
      if (off(at) < 0) low = at;
      else high = at;
    }
    return this.#with(rest, high);
  }

  #with(free: Float64Array, bound: number): Float64Array {
    return free.map((entry, j) => (j === this.#bound ? bound : entry));
  }

  #value(free: Float64Array): number {
    return this.set.fromFree(free)[this.index]!;
  }

  #slopesAt(free: Float64Array): Float64Array {
    const { freedom } = this.set;
    return this.set.jacobian(free).slice(this.index * freedom, (this.index + 1) * freedom);
  }
}

/** Whether a search over the others came to a maximum, or to a limit of the likelihood: not where slopes are left. */
function isSettled({ status, decrement }: Minimum): boolean {
  return status === "converged" || decrement < negligible;
}

function directionOf(covariance: Float64Array, slopes: Float64Array): Float64Array {
  const size = slopes.length;
  const moved = slopes.map((_, j) =>
    slopes.reduce((sum, slope, l) => sum + covariance[j * size + l]! * slope, 0),
  );
  const variance = moved.reduce((sum, entry, j) => sum + entry * slopes[j]!, 0);
  return moved.map((entry) => entry / variance);
}
