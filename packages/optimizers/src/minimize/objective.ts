/** A function of k real numbers, k ≥ 1, to be made small. */
export interface Objective {
  /** The value at x; +Infinity or NaN where it isn't defined. */
  value(x: Float64Array): number;
  /** Value and gradient, k numbers. */
  gradient(x: Float64Array): { value: number; gradient: Float64Array };
  /** Value, gradient and Hessian (k·k numbers, row after row). Without it L-BFGS is used. */
  hessian?(x: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array };
}

export interface MinimizeOptions {
  /**
   * `newton`, the default where there is a Hessian, hands over to L-BFGS when it stalls; `lbfgs` needs no Hessian, and
   * checks its end with one where it can.
   */
  readonly method?: "newton" | "lbfgs";
  /** 200 by default. */
  readonly maximumIterations?: number;
  /** What √(gᵀH⁻¹g) must fall to: 1e-9 by default. */
  readonly tolerance?: number;
  /** Called before each step; false ends. */
  readonly onIteration?: (state: { iteration: number; value: number; decrement: number }) => unknown;
}

/**
 * - `converged`: the decrement is below the tolerance, or no step lowers it any more and the decrease that it promises is
 *   below the value's rounding.
 * - `unbounded`: the value falls without end, or towards a limit that it has at infinity only.
 * - `stalled`: no step makes the value smaller, and yet the gradient promises that one does.
 * - `maximumIterations`: ended early, by that limit or by `onIteration`.
 * - `notFinite`: the value or a derivative at the start is no finite number.
 */
export type MinimumStatus = "converged" | "stalled" | "unbounded" | "maximumIterations" | "notFinite";

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** The Hessian at x, where the objective has one. */
  readonly hessian?: Float64Array;
  readonly iterations: number;
  /** How often a method of the objective was called. */
  readonly evaluations: number;
  readonly status: MinimumStatus;
  /**
   * √(gᵀH⁻¹g); of a negative log-likelihood: the score in units of standard errors. Infinity where the Hessian has a
   * negative eigenvalue.
   */
  readonly decrement: number;
}

/** What is known at a point. */
export interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian?: Float64Array;
}

/**
 * An objective that counts, and whose points are whole or undefined: it hands out copies of x, which a caller may keep.
 */
export class Counted {
  evaluations = 0;
  readonly #objective: Objective;

  constructor(objective: Objective) {
    this.#objective = objective;
  }

  get hasHessian(): boolean {
    return this.#objective.hessian !== undefined;
  }

  /** The value; +Infinity where there is none. */
  value(x: Float64Array): number {
    this.evaluations++;
    const value = this.#objective.value(x.slice());
    return Number.isNaN(value) ? Infinity : value;
  }

  /** Value and derivatives as they are, finite or not. */
  at(x: Float64Array, withHessian: boolean): Point {
    this.evaluations++;
    const point =
      withHessian && this.#objective.hessian
        ? this.#objective.hessian(x.slice())
        : this.#objective.gradient(x.slice());
    return { x, ...point };
  }
}

/** Whether the value and all derivatives are finite. */
export function isFinitePoint({ value, gradient, hessian }: Point): boolean {
  return (
    Number.isFinite(value) && gradient.every(Number.isFinite) && (hessian?.every(Number.isFinite) ?? true)
  );
}

/**
 * How far off by rounding a value can be that was summed from numbers of its own size, or of size 1: a log-likelihood
 * near 0 is a sum of logarithms of numbers near 1.
 */
export function roundingOf(value: number): number {
  return 16 * Number.EPSILON * Math.max(Math.abs(value), 1);
}
