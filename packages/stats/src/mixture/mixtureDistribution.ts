import { type Key, UsageError } from "@mebae/tensor";
import type { Distribution, Family } from "../distribution.js";
import { Draws } from "../draws.js";
import { lower, type Probability, upper } from "../probability.js";
import { adaptiveExpectation } from "../quadrature/adaptiveExpectation.js";
import type { Parameters } from "../record.js";
import { rootBetween } from "../root.js";
import { drawPlace } from "../vectors/categorical.js";
import { expectProbabilities } from "../vectors/shares.js";
import { logSumOf } from "./logSum.js";
import { type MappedNumbers, mapNumbers, type Numbers } from "./numbers.js";

export interface MixtureParameters {
  /** From 0 to 1, with sum 1. */
  readonly weights: readonly number[];
  /** Of each component's family. */
  readonly components: readonly Parameters[];
}

type Tail = "logPdf" | "logCdf" | "logSurvival";

/** A mixture of distributions with known weights: a component is drawn, and a number from it. */
export class MixtureDistribution {
  readonly weights: readonly number[];
  readonly components: readonly Distribution[];

  /** UsageError for weights that don't sum to 1, and what the families refuse. */
  constructor(
    readonly families: readonly Family[],
    { weights, components }: MixtureParameters,
  ) {
    expectProbabilities("Mixture", weights);
    if (weights.length !== families.length || components.length !== families.length)
      throw new UsageError(
        `Mixture: expected ${families.length} weights and components, got ${weights.length} and ${components.length}`,
      );
    this.weights = [...weights];
    this.components = components.map((parameters, j) => families[j]!(parameters));
  }

  get parameters(): MixtureParameters {
    return { weights: this.weights, components: this.components.map(({ parameters }) => parameters) };
  }

  /** log Σ wⱼfⱼ(x), which doesn't underflow. */
  logPdf<V extends Numbers>(x: V): MappedNumbers<V> {
    return mapNumbers(x, (values) => this.#logSums("logPdf", values));
  }

  pdf<V extends Numbers>(x: V): MappedNumbers<V> {
    return mapNumbers(x, (values) => this.#sums("pdf", values));
  }

  /** P(X ≤ x) */
  cdf<V extends Numbers>(x: V): MappedNumbers<V> {
    return mapNumbers(x, (values) => this.#sums("cdf", values));
  }

  /** P(X > x), exact where 1 - cdf would round to 0. */
  survival<V extends Numbers>(x: V): MappedNumbers<V> {
    return mapNumbers(x, (values) => this.#sums("survival", values));
  }

  logCdf<V extends Numbers>(x: V): MappedNumbers<V> {
    return mapNumbers(x, (values) => this.#logSums("logCdf", values));
  }

  logSurvival<V extends Numbers>(x: V): MappedNumbers<V> {
    return mapNumbers(x, (values) => this.#logSums("logSurvival", values));
  }

  /** P(component j | x) of one number, or a row for each of many: which component it may have come from. */
  responsibilities(x: number): number[];
  responsibilities(x: readonly number[] | Float64Array): number[][];
  responsibilities(x: Numbers): number[] | number[][] {
    const values = typeof x === "number" ? Float64Array.of(x) : Float64Array.from(x);
    const total = this.#logSums("logPdf", values);
    const parts = this.#logs("logPdf", values);
    const rows = Array.from(total, (log, i) => parts.map((part) => Math.exp(part[i]! - log)));
    return typeof x === "number" ? rows[0]! : rows;
  }

  /** The x with P(X ≤ x) = p; of counts the least x with P(X ≤ x) ≥ p. It lies between the components' quantiles. */
  quantile(p: number): number {
    return this.#quantile(lower(p), (component) => component.quantile(p));
  }

  /** The x with P(X > x) = q, exact for q near 0. */
  upperQuantile(q: number): number {
    return this.#quantile(upper(q), (component) => component.upperQuantile(q));
  }

  get median(): number {
    return this.quantile(0.5);
  }

  /** `count` independent draws. The same key gives the same draws. */
  sample(key: Key, count: number): Float64Array {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`Mixture.sample: expected a count of draws, got ${count}`);
    const draws = new Draws(key);
    return Float64Array.from({ length: count }, () => {
      const { record, parameters } = this.components[drawPlace(draws, this.weights)]!;
      return record.sample?.(draws, parameters) ?? record.quantile(lower(draws.uniform()), parameters);
    });
  }

  get support(): readonly [low: number, high: number] {
    const present = this.components.filter((_, j) => this.weights[j]! > 0);
    return [
      Math.min(...present.map(({ support }) => support[0])),
      Math.max(...present.map(({ support }) => support[1])),
    ];
  }

  get mean(): number {
    return this.#average(({ mean }) => mean);
  }

  get variance(): number {
    const { mean } = this;
    return this.#average((part) => part.variance + (part.mean - mean) ** 2);
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  get skewness(): number {
    const { mean } = this;
    const third = this.#average((part) => {
      const d = part.mean - mean;
      return part.skewness * part.variance ** 1.5 + 3 * d * part.variance + d ** 3;
    });
    return third / this.variance ** 1.5;
  }

  /** In excess of the normal distribution's 3. */
  get kurtosis(): number {
    const { mean } = this;
    const fourth = this.#average((part) => {
      const d = part.mean - mean;
      const { variance: v } = part;
      return (part.kurtosis + 3) * v * v + 4 * d * part.skewness * v ** 1.5 + 6 * d * d * v + d ** 4;
    });
    return fourth / this.variance ** 2 - 3;
  }

  /** -E log f, by an integral over each component, in nats. */
  get entropy(): number {
    return this.#average((part) => adaptiveExpectation(part, (x) => [-this.logPdf(x)])[0]!);
  }

  toString(): string {
    return `Mixture(${this.components.map((component, j) => `${this.weights[j]} ${component}`).join(", ")})`;
  }

  #average(f: (component: Distribution) => number): number {
    return this.components.reduce(
      (sum, component, j) => (this.weights[j] ? sum + this.weights[j]! * f(component) : sum),
      0,
    );
  }

  /** log wⱼ + the components' logarithms. */
  #logs(name: Tail, values: Float64Array): Float64Array[] {
    return this.components.map((component, j) => {
      const log = Math.log(this.weights[j]!);
      return component[name](values).map((value) => log + value);
    });
  }

  #logSums(name: Tail, values: Float64Array): Float64Array {
    return logSumOf(this.#logs(name, values));
  }

  #sums(name: "pdf" | "cdf" | "survival", values: Float64Array): Float64Array {
    const sums = new Float64Array(values.length);
    for (const [j, component] of this.components.entries()) {
      if (this.weights[j] === 0) continue;
      const parts = component[name](values);
      for (let i = 0; i < sums.length; i++) sums[i]! += this.weights[j]! * parts[i]!;
    }
    return sums;
  }

  #quantile({ logP, logQ }: Probability, quantileOf: (component: Distribution) => number): number {
    const places = this.components.filter((_, j) => this.weights[j]! > 0).map(quantileOf);
    const [low, high] = [Math.min(...places), Math.max(...places)];
    if (low === high) return low;
    // Increasing in x, by the tail that is smaller.
    const surplus =
      logP < logQ ? (x: number) => this.logCdf(x) - logP : (x: number) => logQ - this.logSurvival(x);
    if (this.components[0]!.record.kind === "continuous") return rootBetween(surplus, low, high);
    return leastWhole((x) => surplus(x) >= -1e-14, low, high);
  }
}

/** The least whole number that reaches, `high` being one that does. */
function leastWhole(reaches: (x: number) => boolean, low: number, high: number): number {
  let [below, above] = [low - 1, high];
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2);
    if (reaches(middle)) above = middle;
    else below = middle;
  }
  return above;
}
