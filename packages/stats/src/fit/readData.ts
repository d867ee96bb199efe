import { DataError, Tensor, type TypedArray, UsageError } from "@mebae/tensor";
import type { DistributionRecord, Domain, Parameters } from "../record.js";
import { overviewOf, rememberOverview } from "../statistics/overview.js";

/** Data of numbers: an array, a typed array, or a tensor of any shape. */
export type Data = readonly number[] | TypedArray | Float64Array | Tensor;

/** A copy of the data as float64. DataError for what is no finite number, with its index. */
export function readNumbers(where: string, data: Data, what = "value"): Float64Array {
  const numbers = data instanceof Tensor ? data.dataSync() : data;
  const isArray = Array.isArray(numbers);
  if (!isArray && !(ArrayBuffer.isView(numbers) && !(numbers instanceof DataView)))
    throw new UsageError(
      `${where}: expected an array, a typed array or a tensor of numbers, got ${shown(data)}`,
    );
  if (isArray) {
    const wrong = numbers.findIndex((value) => typeof value !== "number");
    // A hole is no element that findIndex could mistake for a number: it reads as undefined.
    if (wrong >= 0) refuse(where, what, wrong, "a number", shown(numbers[wrong]));
  }
  if (numbers instanceof BigInt64Array || numbers instanceof BigUint64Array)
    throw new UsageError(
      `${where}: expected numbers, got a ${numbers.constructor.name}: convert them by Number`,
    );
  const values = new Float64Array(numbers as ArrayLike<number>);
  expectFinite(where, what, values);
  return values;
}

/** DataError for what is no finite number; keeps the overview, and gives sums to tell the values by where there is room for them. */
export function expectFinite(
  where: string,
  what: string,
  values: Float64Array,
  partialSums?: Float64Array,
): void {
  const { least, greatest } = rememberOverview(values, partialSums);
  if (values.length > 0 && !(least > -Infinity && greatest < Infinity)) {
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    refuse(where, what, wrong, "a finite number", shown(values[wrong]));
  }
}

/** Weights for `count` values: positive, or 0 for values to leave out. */
export function readWeights(where: string, weights: Data, count: number): Float64Array {
  const read = readNumbers(where, weights, "weight");
  if (read.length !== count)
    throw new UsageError(`${where}: expected ${count} weights, one a value, got ${read.length}`);
  if (overviewOf(read).least < 0) {
    const negative = read.findIndex((weight) => weight < 0);
    refuse(where, "weight", negative, "at least 0", `${read[negative]}`);
  }
  return read;
}

/**
 * DataError for a value that no parameters of the family allow, with its index, which `indexOf` tells where the values are only
 * some of what the caller gave.
 */
export function expectDomain<P extends string>(
  record: DistributionRecord<P>,
  values: Float64Array,
  given: Partial<Parameters<P>>,
  indexOf: (place: number) => number = (place) => place,
): void {
  const discrete = record.kind === "discrete";
  const domain = record.domain?.(given) ?? (discrete ? { atLeast: 0 } : {});
  const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = domain;
  const { least, greatest } = overviewOf(values);
  if (!discrete && least > above && least >= atLeast && greatest < below && greatest <= atMost) return;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const inside = x > above && x >= atLeast && x < below && x <= atMost;
    if (!inside || (discrete && !Number.isInteger(x)))
      refuse(`fit ${record.name}`, "value", indexOf(i), describe(domain, discrete), `${x}`);
  }
}

function describe({ above, atLeast, below, atMost }: Domain, discrete: boolean): string {
  const bounds = [
    above !== undefined && `above ${above}`,
    atLeast !== undefined && `of at least ${atLeast}`,
    below !== undefined && `below ${below}`,
    atMost !== undefined && `of at most ${atMost}`,
  ].filter(Boolean);
  return [discrete ? "a whole number" : "a number", bounds.join(" and ")].join(" ").trim();
}

function refuse(where: string, what: string, index: number, expected: string, got: string): never {
  throw new DataError(`${where}: expected ${what} [${index}] to be ${expected}, got ${got}`, {
    ...{ index, expected, found: got },
  });
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "object"}`;
  return String(value);
}
