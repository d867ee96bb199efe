import { DataError, type Key, UsageError } from "@mebae/tensor";
import { lgamma } from "@mebae/tensor/scalar";
import { Draws } from "../draws.js";
import { type Data, readWeights } from "../fit/readData.js";
import { type SummedFamily, summedFamily } from "../rows/family.js";
import { mapRows, type RowData, type RowOrRows, readRows, refuseCell } from "../rows/readRows.js";
import type { Resampling } from "../rows/resampling.js";
import { RowFit } from "../rows/result.js";
import { drawBinomial } from "../sampling/binomial.js";
import { logBinomial } from "../special/binomial.js";
import { totalWeight } from "../totalWeight.js";
import { expectProbabilities, shareErrors, shareStatus } from "./shares.js";

export interface MultinomialParameters {
  /** How many draws a row counts. */
  readonly trials: number;
  /** From 0 to 1, with sum 1. */
  readonly probabilities: readonly number[];
}

export interface MultinomialSums {
  readonly count: number;
  readonly trials: number;
  /** Σw·x of each column. */
  readonly totals: readonly number[];
  /** Σw·log(trials!/Πxⱼ!) */
  readonly logCoefficients: number;
}

/**
 * The distribution of rows of counts, how many of n independent draws fell to each category:
 *   f(x) = n!/Πxⱼ! · Πpⱼˣʲ
 * Its maximum likelihood is the shares of all counts, with cov(p̂ᵢ, p̂ⱼ) = (pᵢδᵢⱼ - pᵢpⱼ)/(n·rows).
 *
 *     fit(Multinomial, [[3, 1, 0], [2, 1, 1]]).parameters.probabilities;
 */
export const Multinomial: SummedFamily<
  RowData,
  MultinomialParameters,
  MultinomialDistribution,
  MultinomialSums
> = summedFamily(
  "Multinomial",
  (parameters: MultinomialParameters) => new MultinomialDistribution(parameters),
  { of: sumRows, merge, estimate },
);

/** A distribution of rows of counts. */
export class MultinomialDistribution {
  readonly trials: number;
  readonly probabilities: readonly number[];
  /** pⱼ + pⱼ₊₁ + …, what is left of 1 for column j and those after it. */
  readonly #rest: readonly number[];

  /** UsageError for trials that are no whole number of at least 1, and probabilities that don't sum to 1. */
  constructor({ trials, probabilities }: MultinomialParameters) {
    if (!Number.isSafeInteger(trials) || trials < 1)
      throw new UsageError(`Multinomial: expected trials to be a whole number of at least 1, got ${trials}`);
    expectProbabilities("Multinomial", probabilities, 2);
    this.trials = trials;
    this.probabilities = [...probabilities];
    this.#rest = probabilities.map((_, i) => probabilities.slice(i).reduce((sum, p) => sum + p, 0));
  }

  /**
   * log of the probability of a row, or of each of many, as a product of binomial ones, each column against those after it: no
   * cancellation for large counts. -Infinity for rows with another sum.
   */
  logPdf(row: readonly number[] | Float64Array): number;
  logPdf(rows: RowData): number[];
  logPdf(x: RowOrRows): number | number[] {
    return mapRows("Multinomial.logPdf", x, this.probabilities.length, (row) => {
      let left = row.reduce((sum, count) => sum + count, 0);
      if (left !== this.trials || row.some((count) => !Number.isInteger(count) || count < 0))
        return -Infinity;
      let sum = 0;
      for (let j = 0; j < row.length - 1 && left > 0; j++) {
        const rest = this.#rest[j]!;
        // Of nothing left only a count of nothing is possible.
        if (rest === 0) return -Infinity;
        sum += logBinomial(row[j]!, left, Math.min(1, this.probabilities[j]! / rest));
        left -= row[j]!;
      }
      return sum;
    });
  }

  pdf(row: readonly number[] | Float64Array): number;
  pdf(rows: RowData): number[];
  pdf(x: RowOrRows): number | number[] {
    const logs = this.logPdf(x as RowData) as number | number[];
    return typeof logs === "number" ? Math.exp(logs) : logs.map(Math.exp);
  }

  /** `count` independent rows. The same key gives the same rows. */
  sample(key: Key, count: number): number[][] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`Multinomial.sample: expected a count of rows, got ${count}`);
    const draws = new Draws(key);
    return Array.from({ length: count }, () => this.#draw(draws));
  }

  /** n·p */
  get mean(): number[] {
    return this.probabilities.map((p) => this.trials * p);
  }

  /** n·(pᵢδᵢⱼ - pᵢpⱼ) */
  get covariance(): number[][] {
    const { trials, probabilities: p } = this;
    return p.map((a, i) => p.map((b, j) => trials * (i === j ? a * (1 - a) : -a * b)));
  }

  /**
   * -log n! - n·Σp·log p + Σⱼ E log xⱼ!, the expectations by sums over binomial distributions. Its digits are those of n·log n,
   * from which it is the difference.
   */
  get entropy(): number {
    const { trials, probabilities } = this;
    let sum = -lgamma(trials + 1);
    for (const p of probabilities) {
      if (p === 0) continue;
      sum -= trials * p * Math.log(p);
      for (let x = 2; x <= trials; x++) sum += Math.exp(logBinomial(x, trials, p)) * lgamma(x + 1);
    }
    return sum;
  }

  toString(): string {
    return `Multinomial({ trials: ${this.trials}, probabilities: ${JSON.stringify(this.probabilities)} })`;
  }

  #draw(draws: Draws): number[] {
    let left = this.trials;
    return this.probabilities.map((p, j) => {
      const last = j === this.probabilities.length - 1;
      const rest = this.#rest[j]!;
      const drawn = last ? left : rest === 0 ? 0 : drawBinomial(draws, left, Math.min(1, p / rest));
      left -= drawn;
      return drawn;
    });
  }
}

function sumRows(data: RowData, weights: Data | undefined): MultinomialSums {
  const where = "fit Multinomial";
  const { values, rows, columns } = readRows(where, data);
  if (columns < 2) throw new DataError(`${where}: expected rows of at least 2 counts, got ${columns}`);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, rows);
  const count = totalWeight(rows, heavy);
  if (count === 0) throw new DataError(`${where}: expected data, got weights of 0 only`);
  const totals = Array<number>(columns).fill(0);
  let logCoefficients = 0;
  let trials = 0;
  for (let i = 0; i < rows; i++) {
    const weight = heavy ? heavy[i]! : 1;
    let sum = 0;
    let log = 0;
    for (let j = 0; j < columns; j++) {
      const x = values[i * columns + j]!;
      if (!Number.isInteger(x) || x < 0) refuseCell(where, i, j, "a whole number of at least 0", `${x}`);
      totals[j]! += weight * x;
      sum += x;
      log -= lgamma(x + 1);
    }
    if (i === 0) trials = sum;
    expectTrials(sum, trials, i);
    logCoefficients += weight * (log + lgamma(trials + 1));
  }
  return { count, trials, totals, logCoefficients };
}

function expectTrials(sum: number, trials: number, row: number): void {
  const where = "fit Multinomial";
  if (trials === 0)
    throw new DataError(`${where}: expected row [0] to count something, got zeros only`, { index: 0 });
  if (sum !== trials)
    throw new DataError(
      `${where}: expected row [${row}] to sum to ${trials} as row [0] does, got ${sum}; rows of different sums tell as much about the probabilities as their sum does`,
      { index: row },
    );
}

function merge(a: MultinomialSums, b: MultinomialSums): MultinomialSums {
  if (a.trials !== b.trials || a.totals.length !== b.totals.length)
    throw new DataError(
      `fit Multinomial: expected rows of ${a.totals.length} counts that sum to ${a.trials} as before, got ${b.totals.length} that sum to ${b.trials}`,
    );
  return {
    count: a.count + b.count,
    trials: a.trials,
    totals: a.totals.map((total, j) => total + b.totals[j]!),
    logCoefficients: a.logCoefficients + b.logCoefficients,
  };
}

function estimate(
  { count, trials, totals, logCoefficients }: MultinomialSums,
  resampling?: Resampling<MultinomialParameters>,
): RowFit<MultinomialParameters, MultinomialDistribution> {
  const n = count * trials;
  const probabilities = totals.map((total) => total / n);
  const shares = probabilities.reduce((sum, p, j) => (p > 0 ? sum + totals[j]! * Math.log(p) : sum), 0);
  return new RowFit<MultinomialParameters, MultinomialDistribution>({
    family: Multinomial,
    make: Multinomial,
    parameters: { trials, probabilities },
    uncertain: ["probabilities"],
    status: shareStatus(probabilities, (j) => `column [${j}] counts nothing`),
    n: count,
    k: totals.length - 1,
    logLikelihood: logCoefficients + shares,
    ...shareErrors(probabilities, n),
    resampling,
  });
}
