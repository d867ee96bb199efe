import { DataError, UsageError } from "@mebae/tensor";
import { kinds, type Observations } from "../likelihood/observations.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { overviewOf } from "../statistics/overview.js";
import { cuttingBounds, intersection, knownSupport, readBounds } from "../truncation/bounds.js";
import { borrow, canBorrow } from "./borrowed.js";
import { CensoredData } from "./censored.js";
import type { FitOptions } from "./fit.js";
import { type Data, expectDomain, readNumbers, readWeights } from "./readData.js";

/** Data as observations of a family, checked. */
export function observe(
  record: DistributionRecord,
  data: Data | CensoredData,
  fixed: Parameters,
  { weights, truncation }: Pick<FitOptions, "weights" | "truncation">,
): Observations {
  const where = `fit ${record.name}`;
  if (record.period && (data instanceof CensoredData || truncation))
    throw new UsageError(`${where}: angles have no order, so that none is censored or truncated`);
  const known =
    data instanceof CensoredData ? data.inSupport(knownSupport(record, fixed), record.kind) : data;
  // Bounds that cut nothing off are none, as those of censoring beyond the support are.
  const cutting = truncation && cuttingBounds(record, readBounds(where, truncation), fixed);
  const inPlace = record.sufficient && !weights && !truncation && canBorrow(known);
  const observations = inPlace
    ? { exact: { values: borrow(where, known) } }
    : observeAny(where, known, { weights, ...(cutting && { truncation: cutting }) }, record.truncation);
  if (!kinds.some((kind) => observations[kind]))
    throw new DataError(`${where}: expected data, got bounds that hold for every value`);
  const indices = () => exactIndices(data, weights);
  if (observations.exact)
    expectDomain(record, observations.exact.values, fixed, (place) => indices()[place]!);
  return cutting ? { ...observations, truncation: cutting } : observations;
}

/** Data as observations, checked for all that is wrong whatever the family; without their truncation. */
export function observeAny(
  where: string,
  data: Data | CensoredData,
  { weights, truncation = {} }: Pick<FitOptions, "weights" | "truncation">,
  byFamily?: DistributionRecord["truncation"],
): Observations {
  const read = data instanceof CensoredData ? undefined : readNumbers(where, data);
  const length = read ? read.length : (data as CensoredData).length;
  if (length === 0) throw new DataError(`${where}: expected data, got none`);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, length);
  if (heavy?.every((weight) => weight === 0))
    throw new DataError(`${where}: expected data, got weights of 0 only`);
  const { low, high } = readBounds(where, truncation);
  const { low: lowest, high: highest } = intersection({ low, high }, byFamily ?? { low, high });
  const observations = read
    ? exactly(read, heavy)
    : (data as CensoredData).within(lowest, highest).observations(heavy);
  if (!observations.exact) return observations;
  const { least, greatest } = overviewOf(observations.exact.values);
  if (least > low && greatest <= high) return observations;
  const outside = observations.exact.values.findIndex((value) => !(value > low && value <= high));
  const index = exactIndices(data, weights)[outside]!;
  const found = `${observations.exact.values[outside]}`;
  const expected = `within the truncation, above ${low} and at most ${high}`;
  throw new DataError(`${where}: expected value [${index}] ${expected}, got ${found}`, {
    ...{ index, expected: `a value ${expected}`, found },
  });
}

/** Where in the data each of the exact observations stands. */
function exactIndices(data: Data | CensoredData, weights: Data | undefined): number[] {
  const heavy = weights === undefined ? undefined : readNumbers("weights", weights);
  const isExact =
    data instanceof CensoredData ? (i: number) => data.lower[i] === data.upper[i] : (_: number) => true;
  const length = data instanceof CensoredData ? data.length : readNumbers("data", data).length;
  return Array.from({ length }, (_, i) => i).filter((i) => heavy?.[i] !== 0 && isExact(i));
}

function exactly(values: Float64Array, weights: Float64Array | undefined): Observations {
  if (!weights) return { exact: { values } };
  const kept = weights.some((weight) => weight === 0)
    ? (_: number, i: number) => weights[i] !== 0
    : undefined;
  return {
    exact: kept ? { values: values.filter(kept), weights: weights.filter(kept) } : { values, weights },
  };
}
