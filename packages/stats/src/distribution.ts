import { type Key, Tensor, type TensorLike, UsageError } from "@mebae/tensor";
import { Draws } from "./draws.js";
import { onTensors } from "./onTensors.js";
import { lower, type Probability, upper } from "./probability.js";
import { type DensityName, evaluate, parameterNames } from "./programs.js";
import type { DistributionRecord, Parameters } from "./record.js";

/** What densities take: numbers map to numbers, arrays to arrays, tensors to tensors. */
export type Values = number | readonly number[] | Float64Array | Tensor;

/** What densities give for it. */
export type Mapped<V extends Values> = V extends number
  ? number
  : V extends Tensor
    ? Tensor
    : V extends Float64Array
      ? Float64Array
      : number[];

/** A family of distributions: called with parameters it gives one of them. */
export interface Family<P extends string = string> {
  (parameters: Parameters<P>): Distribution<P>;
  readonly record: DistributionRecord<P>;
  /** The log-density of tensors, differentiable by the parameters too. */
  logPdf(x: Tensor, parameters: Readonly<Record<P, TensorLike>>): Tensor;
}

/** Makes a family of its record. */
export function distribution<P extends string>(record: DistributionRecord<P>): Family<P> {
  const make = (parameters: Parameters<P>) => new Distribution(record, parameters);
  return Object.assign(make, {
    record,
    logPdf: (x: Tensor, parameters: Readonly<Record<P, TensorLike>>) =>
      onTensors(record, "logPdf", x, parameters),
  });
}

/** A distribution of numbers, with known parameters. */
export class Distribution<P extends string = string> {
  readonly parameters: Parameters<P>;

  /** UsageError for a parameter that is missing, unknown or not within its bounds. */
  constructor(
    readonly record: DistributionRecord<P>,
    parameters: Parameters<P>,
  ) {
    this.parameters = checked(record, parameters);
  }

  get name(): string {
    return this.record.name;
  }

  /** log of the density; of a discrete family of the probability. -Infinity outside of the support. */
  logPdf<V extends Values>(x: V): Mapped<V> {
    return this.#map("logPdf", x);
  }

  pdf<V extends Values>(x: V): Mapped<V> {
    return this.#map("pdf", x);
  }

  /** P(X ≤ x) */
  cdf<V extends Values>(x: V): Mapped<V> {
    return this.#map("cdf", x);
  }

  /** P(X > x), exact where 1 - cdf would round to 0. */
  survival<V extends Values>(x: V): Mapped<V> {
    return this.#map("survival", x);
  }

  logCdf<V extends Values>(x: V): Mapped<V> {
    return this.#map("logCdf", x);
  }

  logSurvival<V extends Values>(x: V): Mapped<V> {
    return this.#map("logSurvival", x);
  }

  /** The x with P(X ≤ x) = p; of a discrete family the least x with P(X ≤ x) ≥ p. */
  quantile(p: number): number {
    return this.#quantile(lower(p));
  }

  /** The x with P(X > x) = q, exact for q near 0. */
  upperQuantile(q: number): number {
    return this.#quantile(upper(q));
  }

  get median(): number {
    return this.quantile(0.5);
  }

  /** `count` independent draws. The same key gives the same draws, on every machine. */
  sample(key: Key, count: number): Float64Array {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`${this.name}.sample: expected a count of draws, got ${count}`);
    const draws = new Draws(key);
    const { record, parameters } = this;
    const draw = record.sample ?? ((from: Draws) => this.#quantile(lower(from.uniform())));
    return Float64Array.from({ length: count }, () => draw(draws, parameters));
  }

  get support(): readonly [low: number, high: number] {
    return this.record.support(this.parameters);
  }

  get mean(): number {
    return this.record.mean(this.parameters);
  }

  get variance(): number {
    return this.record.variance(this.parameters);
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  get skewness(): number {
    return this.record.skewness(this.parameters);
  }

  /** In excess of the normal distribution's 3. */
  get kurtosis(): number {
    return this.record.kurtosis(this.parameters);
  }

  /** In nats. */
  get entropy(): number {
    return this.record.entropy(this.parameters);
  }

  toString(): string {
    const list = parameterNames(this.record).map((name) => `${name}: ${this.parameters[name]}`);
    return `${this.name}({ ${list.join(", ")} })`;
  }

  #quantile(probability: Probability): number {
    const [low, high] = this.support;
    if (probability.p === 0) return low;
    if (probability.q === 0) return high;
    return this.record.quantile(probability, this.parameters);
  }

  #map<V extends Values>(name: DensityName, x: V): Mapped<V> {
    const { record, parameters } = this;
    if (x instanceof Tensor) return onTensors(record, name, x, parameters) as Mapped<V>;
    if (typeof x === "number") return evaluate(record, name, Float64Array.of(x), parameters)[0] as Mapped<V>;
    if (!(x instanceof Float64Array)) expectNumbers(record.name, name, x);
    const values = evaluate(record, name, Float64Array.from(x as ArrayLike<number>), parameters);
    return (x instanceof Float64Array ? values : Array.from(values)) as Mapped<V>;
  }
}

/** Strings and null would become numbers silently. */
function expectNumbers(family: string, name: string, x: unknown): void {
  const isList = Array.isArray(x) || (ArrayBuffer.isView(x) && !(x instanceof DataView));
  if (!isList) throw new UsageError(`${family}.${name}: expected a number, an array or a tensor, got ${x}`);
  const wrong = Array.from(x as ArrayLike<unknown>).findIndex((value) => typeof value !== "number");
  if (wrong >= 0)
    throw new UsageError(
      `${family}.${name}: expected numbers, got ${(x as ArrayLike<unknown>)[wrong]} at [${wrong}]`,
    );
}

function checked<P extends string>(record: DistributionRecord<P>, parameters: Parameters<P>): Parameters<P> {
  const names = parameterNames(record);
  if (typeof parameters !== "object" || parameters === null)
    throw new UsageError(`${record.name}: expected parameters { ${names.join(", ")} }, got ${parameters}`);
  for (const name of Object.keys(parameters))
    if (!names.includes(name as P))
      throw new UsageError(`${record.name}: no parameter "${name}"; expected ${names.join(", ")}`);
  for (const name of names) {
    const { constraint } = record.parameters[name];
    const value = parameters[name];
    if (typeof value !== "number" || !constraint.contains([value]))
      throw new UsageError(`${record.name}: expected ${name} to be ${constraint.describe()}, got ${value}`);
  }
  const refused = record.refuse?.(parameters);
  if (refused) throw new UsageError(`${record.name}: ${refused}`);
  return Object.fromEntries(names.map((name) => [name, parameters[name]])) as Parameters<P>;
}
