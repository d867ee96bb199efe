/**
 * A·P = Q·R by Householder's reflections, at each step that of the column with the largest rest (Businger & Golub 1965), so
 * that |R₀₀| ≥ |R₁₁| ≥ ... tells the rank.
 */
export class PivotedQR {
  /** Which column of A stands at each place. */
  readonly order: number[];
  /** R above the diagonal, the reflections below it and in `heads`. */
  readonly #columns: Float64Array[];
  readonly #heads: Float64Array;
  readonly #diagonal: Float64Array;

  /** @param columns of A, at least as long as many; they are copied */
  constructor(columns: readonly Float64Array[]) {
    this.order = columns.map((_, j) => j);
    this.#columns = columns.map((column) => column.slice());
    this.#heads = new Float64Array(columns.length);
    this.#diagonal = new Float64Array(columns.length);
    for (let k = 0; k < columns.length; k++) this.#reduce(k);
  }

  get size(): number {
    return this.#columns.length;
  }

  /** R[i, j] */
  r(i: number, j: number): number {
    return i === j ? this.#diagonal[i]! : this.#columns[j]![i]!;
  }

  /** v ← Qᵀ·v */
  applyTransposed(v: Float64Array): void {
    for (let k = 0; k < this.size; k++) this.#reflect(k, v);
  }

  /** v ← Q·v */
  apply(v: Float64Array): void {
    for (let k = this.size - 1; k >= 0; k--) this.#reflect(k, v);
  }

  /** x of R·x = b, of the first `size` rows and columns. */
  solve(b: ArrayLike<number>, size = this.size): Float64Array {
    const x = Float64Array.from({ length: size }, (_, i) => b[i]!);
    for (let i = size - 1; i >= 0; i--) {
      for (let j = i + 1; j < size; j++) x[i]! -= this.r(i, j) * x[j]!;
      x[i]! /= this.r(i, i);
    }
    return x;
  }

  /** x of Rᵀ·x = b */
  solveTransposed(b: ArrayLike<number>): Float64Array {
    const x = Float64Array.from(b);
    for (let i = 0; i < x.length; i++) {
      for (let j = 0; j < i; j++) x[i]! -= this.r(j, i) * x[j]!;
      x[i]! /= this.r(i, i);
    }
    return x;
  }

  /** In the order of A's columns. */
  unpermuted(x: Float64Array): Float64Array {
    const back = new Float64Array(x.length);
    for (const [place, column] of this.order.entries()) back[column] = x[place]!;
    return back;
  }

  /** In the order of R's. */
  permuted(x: Float64Array): Float64Array {
    return Float64Array.from(this.order, (column) => x[column]!);
  }

  #reduce(k: number): void {
    const columns = this.#columns;
    let [best, largest] = [k, -1];
    for (let j = k; j < columns.length; j++) {
      const rest = normFrom(columns[j]!, k);
      if (rest > largest) [best, largest] = [j, rest];
    }
    [columns[k], columns[best]] = [columns[best]!, columns[k]!];
    [this.order[k], this.order[best]] = [this.order[best]!, this.order[k]!];
    const column = columns[k]!;
    // A reflection away from the column's first entry: no cancellation.
    this.#diagonal[k] = column[k]! > 0 ? -largest : largest;
    this.#heads[k] = column[k]! - this.#diagonal[k]!;
    for (let j = k + 1; j < columns.length; j++) this.#reflect(k, columns[j]!);
  }

  /** v ← (I - 2uuᵀ/uᵀu)·v, with uᵀu/2 = -diagonal·head. */
  #reflect(k: number, v: Float64Array): void {
    const u = this.#columns[k]!;
    const head = this.#heads[k]!;
    const half = -this.#diagonal[k]! * head;
    if (half === 0) return;
    let dot = head * v[k]!;
    for (let i = k + 1; i < v.length; i++) dot += u[i]! * v[i]!;
    const share = dot / half;
    v[k]! -= share * head;
    for (let i = k + 1; i < v.length; i++) v[i]! -= share * u[i]!;
  }
}

function normFrom(column: Float64Array, start: number): number {
  let sum = 0;
  for (let i = start; i < column.length; i++) sum += column[i]! * column[i]!;
  return Math.sqrt(sum);
}
