import { meanOf } from "../statistics/moments.js";
import { overviewOf } from "../statistics/overview.js";
import { powerOfTwo } from "../statistics/powerOfTwo.js";

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
    this.#centres = new Float64Array(columns.length);
    this.#units = new Float64Array(columns.length).fill(1);
    this.columns = columns.map((column, j) => {
      if (intercept && j === 0) return column;
      if (intercept) this.#centres[j] = meanOf(column, weights);
      const scaled = new Float64Array(column.length);
      const { least, greatest } = overviewOf(column);
      this.#units[j] = powerOfTwo(Math.max(greatest - this.#centres[j]!, this.#centres[j]! - least));
      for (let i = 0; i < column.length; i++) scaled[i] = (column[i]! - this.#centres[j]!) / this.#units[j]!;
      return scaled;
    });
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
