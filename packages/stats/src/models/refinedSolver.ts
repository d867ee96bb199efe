import { DoubledSum } from "./doubled.js";
import { PivotedQR } from "./pivotedQR.js";
import { congruent, Scaling } from "./scaling.js";

/** Corrections are made until the next would change nothing, each being the last times the condition number times 1e-16. */
const correctionLimit = 20;
const nothing = 2 ** -60;
/** Up to this ratio of R's diagonal the inverse by R alone is right to thirteen digits. */
const wellConditioned = 100;

interface Solution {
  readonly coefficients: Float64Array;
  /** y - Xβ, of the unrounded coefficients. */
  readonly residuals: Float64Array;
}

/**
 * The augmented system of least squares,
 *   r + Xβ = y,   XᵀWr = g,
 * X of full column rank and every weight above 0: by QR of the scaled columns, refined with both residuals in twice the precision
 * (Björck 1967, "Iterative refinement of linear least squares solutions I"), in units of the columns as they are.
 */
export class RefinedSolver {
  readonly #scaling: Scaling;
  readonly #qr: PivotedQR;
  readonly #roots: Float64Array | undefined;

  constructor(
    private readonly columns: readonly Float64Array[],
    intercept: boolean,
    private readonly weights?: Float64Array,
  ) {
    this.#scaling = new Scaling(columns, intercept, weights);
    this.#roots = weights?.map(Math.sqrt);
    this.#qr = new PivotedQR(this.#scaling.columns.map((column) => this.#rooted(column)));
  }

  /** β that makes Σw(y - xβ)² least; with a right side g, that less (XᵀWX)⁻¹·g. */
  solve(y: Float64Array, g?: Float64Array): Solution {
    const state = new Refined(this.columns, y);
    const changes: number[] = [];
    for (let step = 0; step < correctionLimit; step++) {
      const { scaled, raw, residuals } = this.#correction(state, g);
      state.add(raw, residuals);
      changes.push(Math.hypot(...scaled));
      if (step > 0 && isSettled(changes)) break;
    }
    return { coefficients: state.coefficients, residuals: state.unexplained() };
  }

  /** (XᵀWX)⁻¹, row after row: R⁻¹·R⁻ᵀ, refined where that would lose digits. */
  inverse(): Float64Array {
    const qr = this.#qr;
    const { size } = qr;
    if (size > 0 && Math.abs(qr.r(0, 0)) > wellConditioned * Math.abs(qr.r(size - 1, size - 1)))
      return this.#refinedInverse();
    const inverse = new Float64Array(size * size);
    for (let j = 0; j < size; j++) {
      const unit = new Float64Array(size);
      unit[j] = 1;
      inverse.set(qr.unpermuted(qr.solve(qr.solveTransposed(qr.permuted(unit)))), j * size);
    }
    return congruent(this.#scaling.matrix, inverse);
  }

  #refinedInverse(): Float64Array {
    const { size } = this.#qr;
    const zeros = new Float64Array(this.columns[0]!.length);
    const inverse = new Float64Array(size * size);
    for (let j = 0; j < size; j++) {
      const unit = new Float64Array(size);
      unit[j] = -1;
      inverse.set(this.solve(zeros, unit).coefficients, j * size);
    }
    return inverse.map((entry, at) => (entry + inverse[(at % size) * size + Math.floor(at / size)]!) / 2);
  }

  /** What solves for the residuals of both equations. */
  #correction(state: Refined, g: Float64Array | undefined) {
    const qr = this.#qr;
    const first = this.#rooted(state.rest());
    const second = this.#scaling.slopes(state.slopesLeft(this.weights, g));
    qr.applyTransposed(first);
    const h = qr.solveTransposed(qr.permuted(second));
    const scaled = qr.unpermuted(qr.solve(h.map((entry, i) => first[i]! - entry)));
    first.set(h);
    qr.apply(first);
    const residuals = this.#roots ? first.map((entry, i) => entry / this.#roots![i]!) : first;
    return { scaled, raw: this.#scaling.toRaw(scaled), residuals };
  }

  /** √W·v */
  #rooted(v: Float64Array): Float64Array {
    return this.#roots ? v.map((entry, i) => entry * this.#roots![i]!) : v;
  }
}

/** Whether the last correction was no smaller than half of the one before, or the next would be nothing. */
function isSettled(changes: readonly number[]): boolean {
  const [before, last] = changes.slice(-2) as [number, number];
  return !(last < 0.5 * before) || last * (last / before) <= nothing * changes[0]!;
}

/** r, and β as a sum of two numbers. */
class Refined {
  readonly #residuals: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  #isStart = true;

  constructor(
    private readonly columns: readonly Float64Array[],
    private readonly y: Float64Array,
  ) {
    this.#residuals = new Float64Array(y.length);
    this.#high = new Float64Array(columns.length);
    this.#low = new Float64Array(columns.length);
  }

  get coefficients(): Float64Array {
    return this.#high.map((high, j) => high + this.#low[j]!);
  }

  add(raw: Float64Array, residuals: Float64Array): void {
    this.#isStart = false;
    residuals.forEach((entry, i) => {
      this.#residuals[i]! += entry;
    });
    raw.forEach((entry, j) => {
      const total = new DoubledSum();
      total.add(this.#high[j]!);
      total.add(this.#low[j]!);
      total.add(entry);
      this.#high[j] = total.value;
      this.#low[j] = total.high - this.#high[j]! + total.low;
    });
  }

  /** y - r - Xβ */
  rest(): Float64Array {
    return this.#isStart ? this.y.slice() : this.#rest(this.#residuals);
  }

  /** y - Xβ */
  unexplained(): Float64Array {
    return this.#rest(new Float64Array(this.y.length));
  }

  #rest(residuals: Float64Array): Float64Array {
    const { columns, y } = this;
    const sum = new DoubledSum();
    return y.map((value, i) => {
      sum.clear();
      sum.add(value);
      sum.add(-residuals[i]!);
      for (let j = 0; j < columns.length; j++) {
        const x = columns[j]![i]!;
        sum.addProduct(x, -this.#high[j]!);
        // Far below the last digit of the product before.
        sum.low -= x * this.#low[j]!;
      }
      return sum.value;
    });
  }

  /** g - XᵀWr */
  slopesLeft(weights: Float64Array | undefined, g: Float64Array | undefined): Float64Array {
    const residuals = this.#residuals;
    if (this.#isStart) return Float64Array.from(this.columns, (_, j) => g?.[j] ?? 0);
    const sum = new DoubledSum();
    const product = new DoubledSum();
    return Float64Array.from(this.columns, (column, j) => {
      sum.clear();
      if (g) sum.add(g[j]!);
      for (let i = 0; i < residuals.length; i++) {
        if (!weights) {
          sum.addProduct(-residuals[i]!, column[i]!);
          continue;
        }
        product.clear();
        product.addProduct(-residuals[i]!, weights[i]!);
        sum.addProduct(product.high, column[i]!);
        sum.addProduct(product.low, column[i]!);
      }
      return sum.value;
    });
  }
}
