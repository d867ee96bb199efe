import type { Objective } from "@mebae/optimizers";

/** What a row's likelihood says of its linear predictors η, of which there may be several. */
export interface RowLikelihood {
  /** How many linear predictors a row has. */
  readonly predictors: number;
  /** -log f of row i by η, without what doesn't depend on η. */
  loss(i: number, eta: Float64Array): number;
  /** The loss, with its first derivatives, and the second, a square whose lower triangle counts. */
  derivatives(i: number, eta: Float64Array, slopes: Float64Array, curvatures: Float64Array): number;
  /** The ways in η along which row i's likelihood rises towards its limit. */
  faces(i: number): readonly Face[];
}

/**
 * A direction that η may follow without end. Along d the likelihood of the row never falls if every face f has f·d ≥ 0 (= 0 where it
 * must vanish), and rises without reaching its limit as e^(-f·η) where f·d > 0.
 */
export interface Face {
  readonly direction: ArrayLike<number>;
  readonly mustVanish: boolean;
}

/** Σ wᵢ·loss of rows whose predictors are ηₐ = offset + x·γₐ, as a function of γ, one predictor's after the other. */
export class RegressionObjective implements Objective {
  readonly #rows: Float64Array;
  readonly #width: number;
  readonly #eta: Float64Array;

  constructor(
    readonly likelihood: RowLikelihood,
    private readonly columns: readonly Float64Array[],
    private readonly weights?: Float64Array,
    private readonly offset?: Float64Array,
  ) {
    this.#width = columns.length;
    this.#eta = new Float64Array(likelihood.predictors);
    const count = columns[0]!.length;
    this.#rows = new Float64Array(count * columns.length);
    columns.forEach((column, j) => {
      for (let i = 0; i < count; i++) this.#rows[i * this.#width + j] = column[i]!;
    });
  }

  get count(): number {
    return this.#rows.length / this.#width;
  }

  get size(): number {
    return this.#width * this.likelihood.predictors;
  }

  /** How many coefficients a predictor has. */
  get width(): number {
    return this.#width;
  }

  /** The same likelihood of fewer columns. */
  withColumns(places: readonly number[]): RegressionObjective {
    const columns = places.map((j) => this.columns[j]!);
    return new RegressionObjective(this.likelihood, columns, this.weights, this.offset);
  }

  /** η of row i, in an array that the next call overwrites. */
  eta(i: number, gamma: Float64Array): Float64Array {
    const width = this.#width;
    const start = i * width;
    for (let a = 0; a < this.#eta.length; a++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += this.#rows[start + j]! * gamma[a * width + j]!;
      this.#eta[a] = this.offset ? sum + this.offset[i]! : sum;
    }
    return this.#eta;
  }

  /** By how much the parameters' direction moves the predictors of row i. */
  moved(i: number, direction: Float64Array): Float64Array {
    const eta = this.eta(i, direction);
    return this.offset ? eta.map((entry) => entry - this.offset![i]!) : eta;
  }

  /** The slopes by the parameters of what has these slopes by η of row i. */
  byParameters(i: number, slopes: ArrayLike<number>): Float64Array {
    const result = new Float64Array(this.size);
    for (let a = 0; a < slopes.length; a++) this.#addScaled(i, slopes[a]!, result, a);
    return result;
  }

  /** Whether row i counts. */
  counts(i: number): boolean {
    return !this.weights || this.weights[i]! > 0;
  }

  value(gamma: Float64Array): number {
    let [sum, rest] = [0, 0];
    for (let i = 0; i < this.count; i++) {
      if (!this.counts(i)) continue;
      const term = (this.weights?.[i] ?? 1) * this.likelihood.loss(i, this.eta(i, gamma));
      const next = sum + term;
      rest += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
      sum = next;
    }
    return sum + (Number.isFinite(rest) ? rest : 0);
  }

  gradient(gamma: Float64Array): { value: number; gradient: Float64Array } {
    const { value, gradient } = this.hessian(gamma);
    return { value, gradient };
  }

  hessian(gamma: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } {
    const { predictors } = this.likelihood;
    const size = this.size;
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    const slopes = new Float64Array(predictors);
    const curvatures = new Float64Array(predictors * predictors);
    let [value, rest] = [0, 0];
    for (let i = 0; i < this.count; i++) {
      if (!this.counts(i)) continue;
      const weight = this.weights?.[i] ?? 1;
      const term = weight * this.likelihood.derivatives(i, this.eta(i, gamma), slopes, curvatures);
      const next = value + term;
      rest += Math.abs(value) >= Math.abs(term) ? value - next + term : term - next + value;
      value = next;
      for (let a = 0; a < predictors; a++) {
        this.#addScaled(i, weight * slopes[a]!, gradient, a);
        for (let b = 0; b <= a; b++)
          this.#addOuter(i, weight * curvatures[a * predictors + b]!, hessian, a, b);
      }
    }
    for (let row = 0; row < size; row++)
      for (let column = 0; column < row; column++)
        hessian[column * size + row] = hessian[row * size + column]!;
    return { value: value + (Number.isFinite(rest) ? rest : 0), gradient, hessian };
  }

  #addScaled(i: number, factor: number, gradient: Float64Array, a: number): void {
    const width = this.#width;
    const rows = this.#rows;
    const start = i * width;
    for (let j = 0; j < width; j++) gradient[a * width + j]! += factor * rows[start + j]!;
  }

  /** factor·x·xᵀ to the block of predictors a and b; of the diagonal blocks the lower triangle. */
  #addOuter(i: number, factor: number, hessian: Float64Array, a: number, b: number): void {
    const width = this.#width;
    const rows = this.#rows;
    const size = width * this.#eta.length;
    const start = i * width;
    for (let j = 0; j < width; j++) {
      const scaled = factor * rows[start + j]!;
      const at = (a * width + j) * size + b * width;
      const end = a === b ? j + 1 : width;
      for (let l = 0; l < end; l++) hessian[at + l]! += scaled * rows[start + l]!;
    }
  }
}
