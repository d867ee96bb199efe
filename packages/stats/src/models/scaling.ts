import { meanOf, powerOfTwo } from "../statistics/moments.js";

/**
 * Columns about their means and of unit size, on which a likelihood of any data is well scaled: with an intercept
 *   x̃ⱼ = (xⱼ - cⱼ)/sⱼ,   βⱼ = γⱼ/sⱼ,   β₀ = γ₀ - Σ cⱼγⱼ/sⱼ,
 * without one c = 0. The units s are powers of two, so that only the subtraction rounds.
 */
export class Scaling {
  readonly columns: readonly Float64Array[];
  readonly #centres: Float64Array;
  readonly #units: Float64Array;

  /** @param columns those of the coefficients, the intercept's first if there is one */
  constructor(
    columns: readonly Float64Array[],
    private readonly intercept: boolean,
    weights?: Float64Array,
  ) {
    const isFree = (j: number) => !intercept || j > 0;
    this.#centres = Float64Array.from(columns, (column, j) =>
      intercept && isFree(j) ? meanOf(column, weights) : 0,
    );
    const moved = columns.map((column, j) => column.map((x) => x - this.#centres[j]!));
    this.#units = Float64Array.from(moved, (column, j) => (isFree(j) ? powerOfTwo(largest(column)) : 1));
    this.columns = moved.map((column, j) => column.map((x) => x / this.#units[j]!));
  }

  /** β of γ. */
  toRaw(scaled: ArrayLike<number>): Float64Array {
    const raw = Float64Array.from(scaled, (coefficient, j) => coefficient / this.#units[j]!);
    if (this.intercept) for (let j = 1; j < raw.length; j++) raw[0]! -= this.#centres[j]! * raw[j]!;
    return raw;
  }

  /** Tᵀ·g for β = T·γ: the slopes by γ of the slopes by β. */
  slopes(raw: Float64Array): Float64Array {
    return raw.map((slope, j) => (slope - this.#centres[j]! * (j > 0 ? raw[0]! : 0)) / this.#units[j]!);
  }

  /** T, row after row. */
  get matrix(): Float64Array {
    const size = this.columns.length;
    const matrix = new Float64Array(size * size);
    const unit = new Float64Array(size);
    for (let j = 0; j < size; j++) {
      unit.fill(0)[j] = 1;
      const column = this.toRaw(unit);
      for (let i = 0; i < size; i++) matrix[i * size + j] = column[i]!;
    }
    return matrix;
  }
}

function largest(column: Float64Array): number {
  let most = 0;
  for (let i = 0; i < column.length; i++) most = Math.max(most, Math.abs(column[i]!));
  return most;
}

/** T·C·Tᵀ, square matrices row after row. */
export function congruent(t: Float64Array, c: Float64Array): Float64Array {
  const size = Math.sqrt(t.length);
  const half = new Float64Array(size * size);
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++)
      for (let j = 0; j < size; j++) half[i * size + j]! += t[i * size + k]! * c[k * size + j]!;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += half[i * size + k]! * t[j * size + k]!;
      result[i * size + j] = result[j * size + i] = sum;
    }
  return result;
}
