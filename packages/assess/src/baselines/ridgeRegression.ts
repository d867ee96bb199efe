import { choleskyFactor, choleskyInverse } from "@mebae/optimizers";
import type { Learner } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import { columnMeans, type Matrix } from "./matrix.js";
import type { NumberLesson, Predictor } from "./method.js";
import { addWeighedRows, rowProducts } from "./products.js";
import type { Steps } from "./steps.js";

export interface RidgeRegressionOptions {
  /** λ; chosen by leave-one-out among 10⁻³ … 10⁵ where it isn't given. */
  readonly penalty?: number;
}

const candidates = Array.from({ length: 17 }, (_, i) => 10 ** (-3 + i / 2));

/**
 * Ridge regression (Hoerl & Kennard 1970) on centred data, the intercept not drawn to zero:
 *   w = (XᵀX + λI)⁻¹Xᵀy = Xᵀ(XXᵀ + λI)⁻¹y, whichever is smaller
 * λ has the least squared error of leave-one-out, whose residuals are known without fitting anew: r/(1 - hᵢᵢ), hᵢᵢ the
 * leverage with 1/n for the intercept (Golub, Heath & Wahba 1979).
 */
export function ridgeRegression({ penalty }: RidgeRegressionOptions = {}): Learner {
  return classicalLearner({
    name: "ridge regression",
    settings: { penalty },
    numbers: (lesson) => fit(lesson, penalty === undefined ? candidates : [penalty]),
  });
}

function* fit({ x, target }: NumberLesson, penalties: readonly number[]): Steps<Predictor> {
  const means = columnMeans(x);
  const centred = { ...x, data: x.data.map((value, at) => value - means[at % x.columns]!) };
  const mean = target.values.reduce((sum, value) => sum + value, 0) / x.rows;
  const y = target.values.map((value) => value - mean);
  const solve = x.columns <= x.rows ? primal(centred, y) : dual(centred, y);
  let best: Solution | undefined;
  for (const [i, penalty] of penalties.entries()) {
    const solution = solve(penalty);
    if (solution && !(solution.error >= (best?.error ?? Infinity))) best = solution;
    yield (i + 1) / penalties.length;
  }
  // Columns that repeat others leave XᵀX without an inverse where λ is given as 0.
  const weights = best?.weights ?? new Float64Array(x.columns);
  return function* (rows) {
    const values = rowProducts(rows, { data: weights, rows: 1, columns: x.columns });
    const intercept = mean - means.reduce((sum, value, j) => sum + value * weights[j]!, 0);
    return values.map((value) => value + intercept);
  };
}

interface Solution {
  readonly weights: Float64Array;
  /** Σ of leave-one-out's squared residuals. */
  readonly error: number;
}

type Solve = (penalty: number) => Solution | undefined;

function primal(x: Matrix, y: Float64Array): Solve {
  const { rows, columns } = x;
  const gram = new Float64Array(columns * columns);
  addWeighedRows(x, x.data, columns, gram);
  const right = new Float64Array(columns);
  addWeighedRows(x, y, 1, right);
  return (penalty) => {
    const inverse = inverseWith(gram, columns, penalty);
    if (!inverse) return undefined;
    const square = { data: inverse, rows: columns, columns };
    const weights = rowProducts({ data: right, rows: 1, columns }, square);
    const fitted = rowProducts(x, { data: weights, rows: 1, columns });
    const turned = rowProducts(x, square);
    let error = 0;
    for (let i = 0; i < rows; i++) {
      let leverage = 1 / rows;
      for (let at = i * columns; at < (i + 1) * columns; at++) leverage += turned[at]! * x.data[at]!;
      error += ((y[i]! - fitted[i]!) / (1 - leverage)) ** 2;
    }
    return { weights, error };
  };
}

/** With A = (XXᵀ + λI)⁻¹ the residual is λAy and 1 - hᵢᵢ is λaᵢᵢ - 1/n. */
function dual(x: Matrix, y: Float64Array): Solve {
  const { rows, columns } = x;
  const gram = rowProducts(x, x);
  return (penalty) => {
    const inverse = inverseWith(gram, rows, penalty);
    if (!inverse) return undefined;
    const shares = rowProducts({ data: y, rows: 1, columns: rows }, { data: inverse, rows, columns: rows });
    const weights = new Float64Array(columns);
    addWeighedRows(x, shares, 1, weights);
    let error = 0;
    for (let i = 0; i < rows; i++)
      error += ((penalty * shares[i]!) / (penalty * inverse[i * rows + i]! - 1 / rows)) ** 2;
    return { weights, error };
  };
}

function inverseWith(gram: Float64Array, side: number, penalty: number): Float64Array | undefined {
  const shifted = gram.slice();
  for (let i = 0; i < side; i++) shifted[i * (side + 1)]! += penalty;
  const factor = choleskyFactor(shifted);
  return factor && choleskyInverse(factor);
}
