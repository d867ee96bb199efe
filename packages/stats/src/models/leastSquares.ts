import { DoubledSum } from "./doubled.js";
import { PivotedQR } from "./pivotedQR.js";
import { congruent, Scaling } from "./scaling.js";

export interface LeastSquares {
  readonly coefficients: Float64Array;
  /** y - Xβ, of the unrounded coefficients. */
  readonly residuals: Float64Array;
  /** Σwr² */
  readonly sumOfSquares: number;
  /** (XᵀWX)⁻¹, row after row. */
  readonly inverse: Float64Array;
  /** The largest Σⱼ|xⱼβⱼ| of a row, whose rounding is the least that residuals can be. */
  readonly size: number;
}

/** Corrections are made until they no longer shrink, which they do by the condition number times 1e-16 each. */
const correctionLimit = 20;

/**
 * β that makes Σwᵢ(yᵢ - xᵢβ)² least, X of full column rank and every weight above 0: by QR of the scaled columns, refined with
 * both residuals of the augmented system r + Xβ = y, XᵀWr = 0 in twice the precision (Björck 1967, "Iterative refinement of
 * linear least squares solutions"), so that β is what the numbers in X and y determine.
 */
export function leastSquares(
  columns: readonly Float64Array[],
  y: Float64Array,
  intercept: boolean,
  weights?: Float64Array,
): LeastSquares {
  return new Refinement(columns, y, intercept, weights).result();
}

class Refinement {
  readonly #scaling: Scaling;
  readonly #qr: PivotedQR;
  readonly #roots: Float64Array | undefined;
  readonly #residuals: Float64Array;
  /** β = high + low. */
  readonly #high: Float64Array;
  readonly #low: Float64Array;

  constructor(
    private readonly columns: readonly Float64Array[],
    private readonly y: Float64Array,
    intercept: boolean,
    private readonly weights?: Float64Array,
  ) {
    this.#scaling = new Scaling(columns, intercept, weights);
    this.#roots = weights?.map(Math.sqrt);
    this.#qr = new PivotedQR(this.#scaling.columns.map((column) => this.#rooted(column)));
    this.#residuals = new Float64Array(y.length);
    this.#high = new Float64Array(columns.length);
    this.#low = new Float64Array(columns.length);
    let last = Infinity;
    for (let step = 0; step < correctionLimit; step++) {
      const change = this.#correct();
      if (!(change < 0.5 * last)) break;
      last = change;
    }
  }

  result(): LeastSquares {
    const rest = this.#rest(new Float64Array(this.y.length));
    const { weights } = this;
    const squares = new DoubledSum();
    for (let i = 0; i < rest.length; i++)
      squares.addProduct(weights ? weights[i]! * rest[i]! : rest[i]!, rest[i]!);
    return {
      coefficients: this.#high.map((high, j) => high + this.#low[j]!),
      residuals: rest,
      sumOfSquares: squares.value,
      inverse: congruent(this.#scaling.matrix, this.#inverseOfScaled()),
      size: this.#size(),
    };
  }

  /** Solves for what both residuals leave, and adds it. Returns the size of the change of β, in scaled units. */
  #correct(): number {
    const qr = this.#qr;
    const size = qr.size;
    const first = this.#rooted(this.#rest(this.#residuals));
    const second = this.#scaling.slopes(this.#slopes());
    qr.applyTransposed(first);
    const h = qr.solveTransposed(qr.permuted(second));
    const change = qr.unpermuted(qr.solve(first.map((entry, i) => (i < size ? entry - h[i]! : entry))));
    first.set(h);
    qr.apply(first);
    for (let i = 0; i < first.length; i++)
      this.#residuals[i]! += this.#roots ? first[i]! / this.#roots[i]! : first[i]!;
    const raw = this.#scaling.toRaw(change);
    for (let j = 0; j < size; j++) {
      const total = new DoubledSum();
      total.add(this.#high[j]!);
      total.add(this.#low[j]!);
      total.add(raw[j]!);
      this.#high[j] = total.value;
      this.#low[j] = total.high - this.#high[j]! + total.low;
    }
    return Math.hypot(...change);
  }

  /** y - r - Xβ */
  #rest(residuals: Float64Array): Float64Array {
    const { columns, y } = this;
    const sum = new DoubledSum();
    return y.map((value, i) => {
      sum.clear();
      sum.add(value);
      sum.add(-residuals[i]!);
      for (let j = 0; j < columns.length; j++) {
        sum.addProduct(columns[j]![i]!, -this.#high[j]!);
        sum.addProduct(columns[j]![i]!, -this.#low[j]!);
      }
      return sum.value;
    });
  }

  /** -XᵀWr */
  #slopes(): Float64Array {
    const residuals = this.#residuals;
    const { weights } = this;
    const sum = new DoubledSum();
    const product = new DoubledSum();
    return Float64Array.from(this.columns, (column) => {
      sum.clear();
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

  /** √W·v */
  #rooted(v: Float64Array): Float64Array {
    return this.#roots ? v.map((entry, i) => entry * this.#roots![i]!) : v;
  }

  /** R⁻¹·R⁻ᵀ in the order of the columns. */
  #inverseOfScaled(): Float64Array {
    const qr = this.#qr;
    const size = qr.size;
    const inverse = new Float64Array(size * size);
    for (let j = 0; j < size; j++) {
      const unit = new Float64Array(size);
      unit[j] = 1;
      const column = qr.unpermuted(qr.solve(qr.solveTransposed(qr.permuted(unit))));
      for (let i = 0; i < size; i++) inverse[i * size + j] = column[i]!;
    }
    return inverse;
  }

  #size(): number {
    let largest = 0;
    for (let i = 0; i < this.y.length; i++) {
      let sum = Math.abs(this.y[i]!);
      for (let j = 0; j < this.columns.length; j++) sum += Math.abs(this.columns[j]![i]! * this.#high[j]!);
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}
