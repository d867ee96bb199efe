import { choleskySolve } from "@mebae/optimizers";
import { type Key, UsageError } from "@mebae/tensor";
import { Draws } from "../draws.js";
import { mapRows, type RowData, type RowOrRows } from "../rows/readRows.js";
import { type Factored, factorCovariance, solveLower, squaredLength } from "./positiveDefinite.js";

export interface MultivariateNormalParameters {
  readonly mean: readonly number[];
  /** Symmetric and positive definite. */
  readonly covariance: readonly (readonly number[])[];
}

export const log2Pi = Math.log(2 * Math.PI);

/** A normal distribution of rows, with known mean and covariance. */
export class MultivariateNormalDistribution {
  readonly mean: readonly number[];
  readonly covariance: readonly (readonly number[])[];
  readonly #factored: Factored;

  /** UsageError for a covariance that isn't square, symmetric and positive definite. */
  constructor({ mean, covariance }: MultivariateNormalParameters) {
    this.mean = [...mean];
    this.covariance = covariance.map((row) => [...row]);
    this.#factored = checked(this.mean, this.covariance);
  }

  get parameters(): MultivariateNormalParameters {
    return { mean: this.mean, covariance: this.covariance };
  }

  /** d, the numbers of a row. */
  get dimension(): number {
    return this.mean.length;
  }

  /** log of the density of a row, or of each of many. */
  logPdf(row: readonly number[] | Float64Array): number;
  logPdf(rows: RowData): number[];
  logPdf(x: RowOrRows): number | number[] {
    const constant = -0.5 * (this.dimension * log2Pi + this.#factored.logDeterminant);
    return this.#map("logPdf", x, (row) => constant - 0.5 * this.#square(row));
  }

  pdf(row: readonly number[] | Float64Array): number;
  pdf(rows: RowData): number[];
  pdf(x: RowOrRows): number | number[] {
    const logs = this.logPdf(x as RowData) as number | number[];
    return typeof logs === "number" ? Math.exp(logs) : logs.map(Math.exp);
  }

  /** √((x-μ)ᵀΣ⁻¹(x-μ)), the distance from the mean in standard deviations (Mahalanobis 1936). */
  mahalanobis(row: readonly number[] | Float64Array): number;
  mahalanobis(rows: RowData): number[];
  mahalanobis(x: RowOrRows): number | number[] {
    return this.#map("mahalanobis", x, (row) => Math.sqrt(this.#square(row)));
  }

  /** `count` independent rows, μ + L·z with z standard normal. The same key gives the same rows. */
  sample(key: Key, count: number): number[][] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`MultivariateNormal.sample: expected a count of rows, got ${count}`);
    const draws = new Draws(key);
    return Array.from({ length: count }, () => this.draw(draws));
  }

  /** One row. */
  draw(draws: Draws): number[] {
    const d = this.dimension;
    const { factor } = this.#factored;
    const z = Float64Array.from({ length: d }, () => draws.normal());
    return this.mean.map((mean, i) => {
      let sum = mean;
      for (let t = 0; t <= i; t++) sum += factor[i * d + t]! * z[t]!;
      return sum;
    });
  }

  /** (d·(1 + log 2π) + log |Σ|)/2, in nats. */
  get entropy(): number {
    return 0.5 * (this.dimension * (1 + log2Pi) + this.#factored.logDeterminant);
  }

  /** Of some of the columns, whatever the others are, in the order given. */
  marginal(columns: readonly number[]): MultivariateNormalDistribution {
    this.#expectColumns("marginal", columns);
    return new MultivariateNormalDistribution({
      mean: columns.map((i) => this.mean[i]!),
      covariance: this.#block(columns, columns),
    });
  }

  /**
   * Of the other columns, in their order, where some have known values:
   *   μ₁ + Σ₁₂Σ₂₂⁻¹(x₂ - μ₂),   Σ₁₁ - Σ₁₂Σ₂₂⁻¹Σ₂₁
   */
  conditional(known: {
    readonly columns: readonly number[];
    readonly values: readonly number[];
  }): MultivariateNormalDistribution {
    const { columns, values } = known;
    this.#expectColumns("conditional", columns);
    if (values.length !== columns.length || !values.every(Number.isFinite))
      throw new UsageError(
        `MultivariateNormal.conditional: expected ${columns.length} values, got ${values}`,
      );
    const rest = this.mean.map((_, i) => i).filter((i) => !columns.includes(i));
    if (rest.length === 0)
      throw new UsageError("MultivariateNormal.conditional: expected a column left, got none");
    const { factor } = factorCovariance(
      Float64Array.from(this.#block(columns, columns).flat()),
      columns.length,
    ) as Factored;
    const weights = choleskySolve(
      factor,
      columns.map((column, i) => values[i]! - this.mean[column]!),
    );
    // Σ₁₂Σ₂₂⁻¹Σ₂₁ of rows L⁻¹Σ₂₁: exactly symmetric.
    const reduced = rest.map((i) =>
      solveLower(
        factor,
        columns.map((column) => this.covariance[i]![column]!),
      ),
    );
    const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      Array.from(a).reduce((sum, entry, t) => sum + entry * b[t]!, 0);
    return new MultivariateNormalDistribution({
      mean: rest.map(
        (i) =>
          this.mean[i]! +
          dot(
            columns.map((column) => this.covariance[i]![column]!),
            weights,
          ),
      ),
      covariance: rest.map((i, a) =>
        rest.map((j, b) => this.covariance[i]![j]! - dot(reduced[a]!, reduced[b]!)),
      ),
    });
  }

  toString(): string {
    return `MultivariateNormal({ mean: ${JSON.stringify(this.mean)}, covariance: ${JSON.stringify(this.covariance)} })`;
  }

  #square(row: Float64Array): number {
    return squaredLength(
      solveLower(
        this.#factored.factor,
        row.map((entry, i) => entry - this.mean[i]!),
      ),
    );
  }

  #map(name: string, x: RowOrRows, f: (row: Float64Array) => number): number | number[] {
    return mapRows(`MultivariateNormal.${name}`, x, this.dimension, f);
  }

  #block(rows: readonly number[], columns: readonly number[]): number[][] {
    return rows.map((i) => columns.map((j) => this.covariance[i]![j]!));
  }

  #expectColumns(name: string, columns: readonly number[]): void {
    const wrong = columns.find(
      (column, i) => this.mean[column] === undefined || columns.indexOf(column) !== i,
    );
    if (wrong !== undefined || columns.length === 0)
      throw new UsageError(
        `MultivariateNormal.${name}: expected different columns from 0 to ${this.dimension - 1}, got ${JSON.stringify(columns)}`,
      );
  }
}

function checked(mean: readonly number[], covariance: readonly (readonly number[])[]): Factored {
  const d = mean.length;
  const where = "MultivariateNormal";
  if (d === 0 || !mean.every(Number.isFinite))
    throw new UsageError(`${where}: expected mean to be finite numbers, got ${JSON.stringify(mean)}`);
  if (covariance.length !== d || covariance.some((row) => row.length !== d))
    throw new UsageError(`${where}: expected covariance to be ${d} rows of ${d} numbers`);
  for (let i = 0; i < d; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [covariance[i]![j]!, covariance[j]![i]!];
      if (!(Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b))))
        throw new UsageError(
          `${where}: expected covariance to be symmetric, got ${a} at [${i}][${j}] and ${b} at [${j}][${i}]`,
        );
    }
  const factored = factorCovariance(Float64Array.from(covariance.flat()), d);
  if ("dependent" in factored)
    throw new UsageError(
      `${where}: expected covariance to be positive definite, but column [${factored.dependent}] varies with those before it only`,
    );
  return factored;
}
