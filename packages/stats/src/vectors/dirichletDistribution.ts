import { DataError, type Key, UsageError } from "@mebae/tensor";
import { digamma, lgamma } from "@mebae/tensor/scalar";
import type { Distribution } from "../distribution.js";
import { Beta } from "../distributions/beta.js";
import { Draws } from "../draws.js";
import { mapRows, type RowData, type RowMatrix, type RowOrRows, refuseCell } from "../rows/readRows.js";
import { logBinomial } from "../special/binomial.js";

export interface DirichletParameters {
  /** α, each above 0. */
  readonly concentration: readonly number[];
}

/** What a row's sum may be off: shares are often rounded. */
const tolerance = 1e-6;

/** A Dirichlet distribution, of rows of positive shares. */
export class DirichletDistribution {
  readonly concentration: readonly number[];
  readonly #total: number;

  /** UsageError for fewer than two concentrations, and such as aren't positive. */
  constructor({ concentration }: DirichletParameters) {
    this.concentration = [...concentration];
    const wrong = this.concentration.findIndex((a) => !(a > 0 && a < Infinity));
    if (wrong >= 0 || concentration.length < 2)
      throw new UsageError(
        `Dirichlet: expected concentration to be 2 or more positive numbers, got ${JSON.stringify(concentration)}`,
      );
    this.#total = this.concentration.reduce((sum, a) => sum + a, 0);
  }

  /**
   * log of the density of a row, or of each of many, as a product of beta densities, each share against the larger ones:
   * no cancellation for large concentrations.
   * @throws DataError for a row that isn't of positive shares with sum 1, with its row and column
   */
  logPdf(row: readonly number[] | Float64Array): number;
  logPdf(rows: RowData): number[];
  logPdf(x: RowOrRows): number | number[] {
    let row = 0;
    return mapRows("Dirichlet.logPdf", x, this.concentration.length, (values) => {
      expectShares("Dirichlet.logPdf", { values, rows: 1, columns: values.length }, row++);
      return this.#logPdf(values);
    });
  }

  pdf(row: readonly number[] | Float64Array): number;
  pdf(rows: RowData): number[];
  pdf(x: RowOrRows): number | number[] {
    const logs = this.logPdf(x as RowData) as number | number[];
    return typeof logs === "number" ? Math.exp(logs) : logs.map(Math.exp);
  }

  #logPdf(x: Float64Array): number {
    const order = Array.from(x.keys()).sort((i, j) => x[j]! - x[i]!);
    // From the two largest on, so that what a share is compared to is summed before.
    let [stick, rest] = [x[order[0]!]!, this.concentration[order[0]!]!];
    let sum = 0;
    for (const i of order.slice(1)) {
      const a = this.concentration[i]!;
      const whole = stick + x[i]!;
      const share = x[i]! / whole;
      // Beta's density of the share: C(a+b, a)·yᵃ(1-y)ᵇ·ab/(a+b)/(y(1-y)); dy/dx is 1/whole.
      sum += logBinomial(a, a + rest, share) + Math.log((a * rest) / (a + rest));
      sum -= Math.log(share) + Math.log1p(-share) + Math.log(whole);
      stick = whole;
      rest += a;
    }
    // dx of all but the largest share, by sticks: each whole is the sum of those before it.
    return sum;
  }

  /** `count` independent rows, by gamma draws in logarithms. The same key gives the same rows. */
  sample(key: Key, count: number): number[][] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`Dirichlet.sample: expected a count of rows, got ${count}`);
    const draws = new Draws(key);
    return Array.from({ length: count }, () => {
      const logs = this.concentration.map((a) => draws.logGamma(a));
      const most = Math.max(...logs);
      const parts = logs.map((log) => Math.exp(log - most));
      const sum = parts.reduce((total, part) => total + part, 0);
      return parts.map((part) => part / sum);
    });
  }

  /** α/A, A being the sum of the concentrations. */
  get mean(): number[] {
    return this.concentration.map((a) => a / this.#total);
  }

  /** (mᵢδᵢⱼ - mᵢmⱼ)/(A + 1) */
  get covariance(): number[][] {
    const m = this.mean;
    return m.map((a, i) => m.map((b, j) => (i === j ? a * (1 - a) : -a * b) / (this.#total + 1)));
  }

  /** log B(α) + (A - k)ψ(A) - Σ(αⱼ - 1)ψ(αⱼ), in nats. */
  get entropy(): number {
    const total = this.#total;
    let sum = -lgamma(total) + (total - this.concentration.length) * digamma(total);
    for (const a of this.concentration) sum += lgamma(a) - (a - 1) * digamma(a);
    return sum;
  }

  /** Of one share, whatever the others are: a beta distribution. */
  marginal(column: number): Distribution<"alpha" | "beta"> {
    const alpha = this.concentration[column];
    if (alpha === undefined)
      throw new UsageError(
        `Dirichlet.marginal: expected a column from 0 to ${this.concentration.length - 1}, got ${column}`,
      );
    return Beta({ alpha, beta: this.concentration.reduce((sum, a, j) => (j === column ? sum : sum + a), 0) });
  }

  toString(): string {
    return `Dirichlet({ concentration: ${JSON.stringify(this.concentration)} })`;
  }
}

/** DataError for rows that aren't of positive shares with sum 1. */
export function expectShares(where: string, { values, rows, columns }: RowMatrix, first = 0): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const share = values[i * columns + j]!;
      if (!(share > 0)) refuseCell(where, first + i, j, "a positive share", `${share}`);
      sum += share;
    }
    if (Math.abs(sum - 1) > tolerance)
      throw new DataError(`${where}: expected row [${first + i}] to sum to 1, got ${sum}`, {
        index: first + i,
      });
  }
}
