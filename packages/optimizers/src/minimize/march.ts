import type { RegionStep } from "./trustRegion.js";
import { dot, norm } from "./vectors.js";

/** So many Newton steps of undiminished length, and the minimum is at infinity. */
const towardsLimit = 3;
/** So many steps that each go farther than the last and lower the value as much, and it has no lower bound. */
const withoutBound = 40;
/** How much farther: a valley's floor is followed in steps of the same length, so that those mustn't count. */
const growth = 1.3;

/**
 * Tells a minimum at infinity from one that is near: on the way to a minimum Newton's steps shrink, on the way to
 * infinity each goes on as far as the last, or farther.
 */
export class March {
  #last: Float64Array | undefined;
  #lastDecrease = 0;
  #lastDecrement = 0;
  #steps = 0;
  #falls = 0;

  /**
   * @param scale what a unit of each parameter counts
   * @param decrease of the value by this step, above what rounding makes
   * @param from what was known where the step began
   */
  observe(step: Float64Array, scale: Float64Array, decrease: number, from: RegionStep): void {
    const share = this.#shareOfLast(step, scale);
    this.#steps = share >= 0.9 && !from.restricted ? this.#steps + 1 : 0;
    const falls = share >= growth && decrease > 0 && decrease >= 0.9 * this.#lastDecrease;
    this.#falls = falls ? this.#falls + 1 : 0;
    this.#last = step;
    this.#lastDecrease = decrease;
    this.#lastDecrement = from.decrement;
  }

  /**
   * Whether an end without a slope is on the way to infinity: there the decrement falls by the same share with each
   * step, or the way has become flat; at a minimum it falls to nothing with the last.
   * @param decrement at the end
   */
  isLeaving(decrement: number, isFlat: boolean): boolean {
    return this.#steps >= towardsLimit && (isFlat || decrement >= 0.3 * this.#lastDecrement);
  }

  get isEndless(): boolean {
    return this.#falls >= withoutBound;
  }

  /** How far a step goes in the direction of the last, as a share of that one's length, both measured now. */
  #shareOfLast(step: Float64Array, scale: Float64Array): number {
    if (!this.#last) return 0;
    const before = this.#last.map((part, i) => part * scale[i]!);
    const now = step.map((part, i) => part * scale[i]!);
    const length = norm(before);
    return length > 0 ? dot(now, before) / length / length : 0;
  }
}
