import { DataError, type Key, UsageError } from "@mebae/tensor";
import { Draws } from "../draws.js";
import { type Data, readWeights } from "../fit/readData.js";
import type { Label } from "../label.js";
import type { RowFamily, RowFitOptions, Sums } from "../rows/family.js";
import { RowFit } from "../rows/result.js";
import { expectProbabilities, shareEntropy, shareErrors, shareStatus } from "./shares.js";

export interface CategoricalParameters {
  /** From 0 to 1, with sum 1. */
  readonly probabilities: readonly number[];
  /** One for each probability; 0, 1, 2, ... by default. */
  readonly labels?: readonly Label[];
}

export interface CategoricalOptions extends RowFitOptions {
  /** The categories, also those that don't occur; those that occur, in order, by default. */
  readonly labels?: readonly Label[];
}

/** How often each label occurs. */
export type LabelCounts = ReadonlyMap<Label, number>;

const where = "fit Categorical";

const sums: Sums<ArrayLike<Label>, CategoricalParameters, CategoricalDistribution, LabelCounts> = {
  of: (data, weights) => countLabels(data, weights),
  merge: (a, b) => {
    const counts = new Map(a);
    for (const [label, count] of b) counts.set(label, (counts.get(label) ?? 0) + count);
    return counts;
  },
  estimate,
};

/**
 * The distribution of labels of any kind, P(X = labelᵢ) = pᵢ. Its maximum likelihood is the shares of the labels, with
 *   cov(p̂ᵢ, p̂ⱼ) = (pᵢδᵢⱼ - pᵢpⱼ)/n
 *
 *     fit(Categorical, ["red", "blue", "red"]).parameters; // { probabilities: [1/3, 2/3], labels: ["blue", "red"] }
 */
export const Categorical: RowFamily<
  ArrayLike<Label>,
  CategoricalParameters,
  CategoricalDistribution,
  CategoricalOptions
> & { readonly record: { readonly sufficient: typeof sums } } = Object.assign(
  (parameters: CategoricalParameters) => new CategoricalDistribution(parameters),
  {
    record: {
      name: "Categorical",
      fitRows: (data: ArrayLike<Label>, { weights, labels }: CategoricalOptions) =>
        estimate(countLabels(data, weights, labels)),
      sufficient: sums,
    },
  },
);

/** A distribution of labels, with known probabilities. */
export class CategoricalDistribution {
  readonly probabilities: readonly number[];
  readonly labels: readonly Label[];
  readonly #places: ReadonlyMap<Label, number>;

  /** UsageError for probabilities that don't sum to 1, and labels that are missing or repeated. */
  constructor({ probabilities, labels = probabilities.map((_, i) => i) }: CategoricalParameters) {
    expectProbabilities("Categorical", probabilities);
    this.probabilities = [...probabilities];
    this.labels = [...labels];
    this.#places = new Map(labels.map((label, i) => [label, i]));
    if (labels.length !== probabilities.length || this.#places.size !== labels.length)
      throw new UsageError(
        `Categorical: expected ${probabilities.length} different labels, got ${JSON.stringify(labels)}`,
      );
  }

  /** log P(X = label), of one label or of each of many; -Infinity for a label that there isn't. */
  logPdf(label: Label): number;
  logPdf(labels: readonly Label[]): number[];
  logPdf(x: Label | readonly Label[]): number | number[] {
    const log = (label: Label) => Math.log(this.#probability(label));
    return typeof x === "object" ? x.map(log) : log(x);
  }

  pdf(label: Label): number;
  pdf(labels: readonly Label[]): number[];
  pdf(x: Label | readonly Label[]): number | number[] {
    return typeof x === "object" ? x.map((label) => this.#probability(label)) : this.#probability(x);
  }

  /** `count` independent labels. The same key gives the same labels. */
  sample(key: Key, count: number): Label[] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`Categorical.sample: expected a count of draws, got ${count}`);
    const draws = new Draws(key);
    return Array.from({ length: count }, () => this.labels[drawPlace(draws, this.probabilities)]!);
  }

  /** The likeliest label, the first of several. */
  get mode(): Label {
    return this.labels[this.probabilities.indexOf(Math.max(...this.probabilities))]!;
  }

  /** Of the indicators of the labels, 1 for the one drawn and 0 for the others. */
  get mean(): readonly number[] {
    return this.probabilities;
  }

  /** Of the indicators: pᵢδᵢⱼ - pᵢpⱼ. */
  get covariance(): number[][] {
    const p = this.probabilities;
    return p.map((a, i) => p.map((b, j) => (i === j ? a * (1 - a) : -a * b)));
  }

  /** In nats. */
  get entropy(): number {
    return shareEntropy(this.probabilities);
  }

  toString(): string {
    return `Categorical({ probabilities: ${JSON.stringify(this.probabilities)}, labels: ${JSON.stringify(this.labels)} })`;
  }

  #probability(label: Label): number {
    return this.probabilities[this.#places.get(label) ?? -1] ?? 0;
  }
}

/** i with probability pᵢ. */
export function drawPlace(draws: Draws, probabilities: ArrayLike<number>): number {
  let rest = draws.uniform();
  let last = 0;
  for (let i = 0; i < probabilities.length; i++) {
    if (probabilities[i]! === 0) continue;
    if (rest < probabilities[i]!) return i;
    rest -= probabilities[i]!;
    last = i;
  }
  // The probabilities' sum may be a rounding error below the draw.
  return last;
}

function countLabels(
  data: ArrayLike<Label>,
  weights: Data | undefined,
  labels?: readonly Label[],
): LabelCounts {
  if (typeof data !== "object" || data === null || data.length === undefined)
    throw new UsageError(`${where}: expected an array of labels, got ${String(data)}`);
  if (data.length === 0) throw new DataError(`${where}: expected data, got none`);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, data.length);
  const counts = new Map<Label, number>(labels?.map((label) => [label, 0]));
  for (let i = 0; i < data.length; i++) {
    const label: unknown = data[i];
    if (!isLabel(label) || (labels && !counts.has(label)))
      throw new DataError(
        `${where}: expected label [${i}] to be ${labels ? `one of ${JSON.stringify(labels)}` : "a string, a number or a boolean"}, got ${JSON.stringify(label) ?? String(label)}`,
        { index: i },
      );
    const weight = heavy ? heavy[i]! : 1;
    if (weight > 0 || labels) counts.set(label, (counts.get(label) ?? 0) + weight);
  }
  if (sumOf(counts) === 0) throw new DataError(`${where}: expected data, got weights of 0 only`);
  return labels ? counts : new Map([...counts].sort(([a], [b]) => compareLabels(a, b)));
}

function isLabel(label: unknown): label is Label {
  if (typeof label === "number") return !Number.isNaN(label);
  return typeof label === "string" || typeof label === "boolean";
}

/** Numbers by size, before what is ordered as text. */
function compareLabels(a: Label, b: Label): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? -1 : 1;
  return String(a) < String(b) ? -1 : 1;
}

function sumOf(counts: LabelCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

function estimate(counts: LabelCounts): RowFit<CategoricalParameters, CategoricalDistribution> {
  const n = sumOf(counts);
  const labels = [...counts.keys()];
  const probabilities = labels.map((label) => counts.get(label)! / n);
  return new RowFit<CategoricalParameters, CategoricalDistribution>({
    family: Categorical,
    make: Categorical,
    parameters: { probabilities, labels },
    uncertain: ["probabilities"],
    status: shareStatus(probabilities, (i) => `${JSON.stringify(labels[i])} doesn't occur`),
    n,
    k: labels.length - 1,
    logLikelihood: -n * shareEntropy(probabilities),
    ...shareErrors(probabilities, n),
    // Labels drawn by how often each occurs are rows drawn, so that a stream has them too.
    resampling: {
      weights: Float64Array.from(counts.values()),
      refit: (drawn) => estimate(new Map(labels.map((label, i) => [label, drawn[i]!]))),
    },
  });
}
