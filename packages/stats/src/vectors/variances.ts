import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import type { Status } from "../status.js";

/** A covariance matrix, row after row, of columns in units of 2^exponent, in the data's units. */
export function covarianceInUnits(covariance: Float64Array, exponents: readonly number[]): number[][] {
  return exponents.map((own, i) =>
    exponents.map((other, j) => timesPowerOfTwo(covariance[i * exponents.length + j]!, own + other)),
  );
}

/** Of the units of a covariance matrix's entries, row after row. */
export function covarianceExponents(exponents: readonly number[]): number[] {
  return exponents.flatMap((own) => exponents.map((other) => own + other));
}

/** Below it numbers lose digits. */
const smallestNormal = 2 ** -1022;

/** The status of a maximum one of whose variances is no number, undefined where all are. */
export function beyondNumbers(covariance: readonly (readonly number[])[]): Status | undefined {
  const column = covariance.findIndex((row, j) => !(row[j]! >= smallestNormal && row[j]! < Infinity));
  if (column < 0) return undefined;
  const reason = `the variance of column [${column}] is beyond the range of float64: give the rows in another unit`;
  return { kind: "notConverged", reason };
}
