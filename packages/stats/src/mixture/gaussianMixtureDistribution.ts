import { type Key, UsageError } from "@mebae/tensor";
import { Draws } from "../draws.js";
import { type RowData, type RowOrRows, readRows } from "../rows/readRows.js";
import { drawPlace } from "../vectors/categorical.js";
import { MultivariateNormalDistribution } from "../vectors/multivariateNormalDistribution.js";
import { expectProbabilities } from "../vectors/shares.js";
import { logSumOf } from "./logSum.js";

export interface GaussianMixtureParameters {
  /** From 0 to 1, with sum 1. */
  readonly weights: readonly number[];
  readonly means: readonly (readonly number[])[];
  readonly covariances: readonly (readonly (readonly number[])[])[];
}

/** A mixture of multivariate normal distributions. */
export class GaussianMixtureDistribution {
  readonly weights: readonly number[];
  readonly components: readonly MultivariateNormalDistribution[];

  constructor({ weights, means, covariances }: GaussianMixtureParameters) {
    expectProbabilities("GaussianMixture", weights);
    if (means.length !== weights.length || covariances.length !== weights.length)
      throw new UsageError(
        `GaussianMixture: expected ${weights.length} means and covariances, got ${means.length} and ${covariances.length}`,
      );
    this.weights = [...weights];
    this.components = means.map(
      (mean, j) => new MultivariateNormalDistribution({ mean, covariance: covariances[j]! }),
    );
  }

  get dimension(): number {
    return this.components[0]!.dimension;
  }

  /** log of the density of a row, or of each of many. */
  logPdf(row: readonly number[] | Float64Array): number;
  logPdf(rows: RowData): number[];
  logPdf(x: RowOrRows): number | number[] {
    const { logs, single } = this.#logs("logPdf", x);
    const totals = Array.from(logSumOf(logs));
    return single ? totals[0]! : totals;
  }

  /** P(component j | row) of a row, or of each of many. */
  responsibilities(row: readonly number[] | Float64Array): number[];
  responsibilities(rows: RowData): number[][];
  responsibilities(x: RowOrRows): number[] | number[][] {
    const { logs, single } = this.#logs("responsibilities", x);
    const totals = logSumOf(logs);
    const rows = Array.from(totals, (log, i) => logs.map((part) => Math.exp(part[i]! - log)));
    return single ? rows[0]! : rows;
  }

  /** `count` independent rows. The same key gives the same rows. */
  sample(key: Key, count: number): number[][] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`GaussianMixture.sample: expected a count of rows, got ${count}`);
    const draws = new Draws(key);
    return Array.from({ length: count }, () => this.components[drawPlace(draws, this.weights)]!.draw(draws));
  }

  get mean(): number[] {
    return this.components[0]!.mean.map((_, a) =>
      this.components.reduce((sum, { mean }, j) => sum + this.weights[j]! * mean[a]!, 0),
    );
  }

  /** The components' covariances and that of their means. */
  get covariance(): number[][] {
    const centre = this.mean;
    return centre.map((_, a) =>
      centre.map((__, b) =>
        this.components.reduce((sum, { mean, covariance }, j) => {
          const between = (mean[a]! - centre[a]!) * (mean[b]! - centre[b]!);
          return sum + this.weights[j]! * (covariance[a]![b]! + between);
        }, 0),
      ),
    );
  }

  toString(): string {
    return `GaussianMixture(${this.components.map((component, j) => `${this.weights[j]} ${component}`).join(", ")})`;
  }

  #logs(name: string, x: RowOrRows): { readonly logs: Float64Array[]; readonly single: boolean } {
    const single = Array.isArray(x) ? typeof x[0] === "number" : x instanceof Float64Array;
    const rows = single ? [x as readonly number[]] : (x as RowData);
    readRows(`GaussianMixture.${name}`, rows, this.dimension);
    const logs = this.components.map((component, j) => {
      const log = Math.log(this.weights[j]!);
      return Float64Array.from(component.logPdf(rows), (value) => log + value);
    });
    return { logs, single };
  }
}
