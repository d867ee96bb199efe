import { UsageError } from "@mebae/tensor";
import type { Observations } from "../likelihood/observations.js";
import { partialSumsOf, rememberOverview } from "../statistics/overview.js";
import type { CensoredData } from "./censored.js";
import { type Data, expectFinite } from "./readData.js";

/**
 * Data of the caller's that are read in place. Where a closed form reads each value once or twice, copying a long array takes as
 * long as all the rest, most of it for memory that was never touched before. Results need the values later, for errors or
 * tests of fit, or never: they copy them when they first do, and refuse values that changed since by the sums of the first pass.
 * A caller who writes to the array in between is told so, instead of paying for a copy each time or getting another sample's errors.
 */
const borrowed = new WeakMap<Float64Array, { readonly where: string; readonly partialSums: Float64Array }>();

/** Below this the memory of a copy is at hand, and sums of few values might not tell a change. */
const leastBorrowed = 2 ** 14;

/** Memory that others may write to at any time, or resize, is copied. */
export function canBorrow(data: Data | CensoredData): data is Float64Array {
  if (!(data instanceof Float64Array) || data.length < leastBorrowed) return false;
  return data.buffer instanceof ArrayBuffer && !(data.buffer as { readonly resizable?: boolean }).resizable;
}

/** A view of our own of data that `canBorrow` allows. DataError for what is no finite number. */
export function borrow(where: string, data: Float64Array): Float64Array {
  const values = new Float64Array(data.buffer, data.byteOffset, data.length);
  const partialSums = partialSumsOf(values);
  expectFinite(where, "value", values, partialSums);
  borrowed.set(values, { where, partialSums });
  return values;
}

/** The observations with a copy of what is borrowed. UsageError where that was written to. */
export function owned(observations: Observations): Observations {
  const { exact } = observations;
  const loan = exact && borrowed.get(exact.values);
  if (!loan) return observations;
  // Memory that was transferred to a worker reads as no values, of which there is no slice.
  const values = exact.values.length > 0 ? exact.values.slice() : exact.values;
  const partialSums = partialSumsOf(values);
  rememberOverview(values, partialSums);
  const same = partialSums.length === loan.partialSums.length;
  if (!same || partialSums.some((sum, i) => sum !== loan.partialSums[i]))
    throw new UsageError(
      `${loan.where}: expected the data as they were fitted, got an array that was written to since: ` +
        "fit a copy, data.slice(), where the array is used again",
    );
  return { ...observations, exact: { ...exact, values } };
}
