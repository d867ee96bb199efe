import { DoubledSum } from "./doubled.js";
import { RefinedSolver } from "./refinedSolver.js";

export interface LeastSquares {
  readonly coefficients: Float64Array;
  /** y - Xβ, of the unrounded coefficients. */
  readonly residuals: Float64Array;
  /** Σwr² */
  readonly sumOfSquares: number;
  /** (XᵀWX)⁻¹, row after row. */
  readonly inverse: Float64Array;
  /** The largest |y| + Σⱼ|xⱼβⱼ| of a row, whose rounding is the least that residuals can be. */
  readonly size: number;
}

/**
 * β that makes Σwᵢ(yᵢ - xᵢβ)² least, X of full column rank and every weight above 0, right to the digits that the numbers in X
 * and y determine.
 */
export function leastSquares(
  columns: readonly Float64Array[],
  y: Float64Array,
  intercept: boolean,
  weights?: Float64Array,
): LeastSquares {
  const solver = new RefinedSolver(columns, intercept, weights);
  const { coefficients, residuals } = solver.solve(y);
  const squares = new DoubledSum();
  residuals.forEach((rest, i) => {
    squares.addProduct(weights ? weights[i]! * rest : rest, rest);
  });
  return {
    coefficients,
    residuals,
    sumOfSquares: squares.value,
    inverse: solver.inverse(),
    size: sizeOf(columns, y, coefficients),
  };
}

function sizeOf(columns: readonly Float64Array[], y: Float64Array, coefficients: Float64Array): number {
  const sums = y.map(Math.abs);
  columns.forEach((column, j) => {
    for (let i = 0; i < sums.length; i++) sums[i]! += Math.abs(column[i]! * coefficients[j]!);
  });
  return sums.reduce((most, sum) => Math.max(most, sum), 0);
}
