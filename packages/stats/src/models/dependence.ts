import { timesPowerOfTwo } from "../statistics/powerOfTwo.js";
import type { Design } from "./design.js";
import { type LeastSquares, leastSquares } from "./leastSquares.js";
import { PivotedQR } from "./pivotedQR.js";
import { Scaling } from "./scaling.js";

/** Columns whose rest is a smaller share of them than this are looked at closely. */
const suspicious = 1e-6;
/** A rest of so many roundings of the combination's terms is rounding. */
const roundings = 16 * Number.EPSILON;

export interface Dependence {
  /** The column that goes without saying. */
  readonly column: number;
  /** By which the others make it up, 0 for those that don't count. */
  readonly factors: Float64Array;
}

/**
 * The columns that are combinations of the others, the last ones first, so that what is left has full rank. Pivoted QR suspects;
 * what decides is the suspect's least-squares fit by the columns before it, refined: its residuals are rounding of the columns'
 * own numbers, or the column is one by itself, however nearly collinear (as powers of a far variable are).
 */
export function dependences(columns: readonly Float64Array[], intercept: boolean): Dependence[] {
  const found: Dependence[] = [];
  let kept = columns.map((_, j) => j);
  for (let next = 0; next >= 0; ) {
    next = kept.findIndex((column) => columns[column]!.every((entry) => entry === 0));
    if (next < 0) break;
    found.push({ column: kept[next]!, factors: new Float64Array(columns.length) });
    kept = kept.toSpliced(next, 1);
  }
  for (;;) {
    const dependence = firstDependence(columns, kept, intercept);
    if (!dependence) return found;
    found.push(dependence);
    kept = kept.filter((column) => column !== dependence.column);
  }
}

function firstDependence(
  columns: readonly Float64Array[],
  kept: readonly number[],
  intercept: boolean,
): Dependence | undefined {
  const rows = columns[0]?.length ?? 0;
  const { columns: scaled } = new Scaling(
    kept.map((column) => columns[column]!),
    intercept && kept[0] === 0,
  );
  // A column without any spread is the intercept; pivoting puts it where nothing is left of it.
  const qr = new PivotedQR(scaled.map((column) => padded(normalized(column), kept.length)));
  for (let k = 0; k < kept.length; k++) {
    if (Math.abs(qr.r(k, k)) > suspicious && k < rows) continue;
    const suspect = kept[qr.order[k]!]!;
    // In the order of the columns, so that the intercept is first.
    const before = kept.filter((_, place) => qr.order.indexOf(place) < k);
    const others = before.map((column) => columns[column]!);
    const fit = leastSquares(others, columns[suspect]!, intercept && before[0] === 0);
    // With as many columns as rows, any further one is a combination of them.
    const isRounding = fit.residuals.every((rest) => Math.abs(rest) <= roundings * fit.size);
    if (before.length >= rows || isRounding) return solvedForLast(suspect, before, fit, columns);
  }
  return undefined;
}

/** Solved for the last column that takes part: of equals the one given first stays. */
function solvedForLast(
  suspect: number,
  before: readonly number[],
  { coefficients, size }: LeastSquares,
  columns: readonly Float64Array[],
): Dependence {
  const relation = new Float64Array(columns.length);
  relation[suspect] = -1;
  before.forEach((column, i) => {
    const share = columns[column]!.reduce((most, x) => Math.max(most, Math.abs(x * coefficients[i]!)), 0);
    if (share > 1e-9 * size) relation[column] = coefficients[i]!;
  });
  const last = relation.findLastIndex((factor) => factor !== 0);
  const factors = relation.map((factor, j) => (j === last || factor === 0 ? 0 : -factor / relation[last]!));
  return { column: last, factors };
}

/** All columns that take part in a dependence: the data don't tell their coefficients apart. */
export function involved(found: readonly Dependence[]): ReadonlySet<number> {
  return new Set(
    found.flatMap(({ column, factors }) => [column, ...[...factors.keys()].filter((j) => factors[j] !== 0)]),
  );
}

/** In words, of the data's units: "total = protein + 2·fat in every row". */
export function dependenceReason(
  found: readonly Dependence[],
  { names, exponents }: Pick<Design, "names" | "exponents">,
): string {
  return found
    .map(({ column, factors }) => {
      const terms = names.flatMap((name, j) => {
        if (factors[j] === 0) return [];
        const inUnits = timesPowerOfTwo(factors[j]!, exponents[column]! - exponents[j]!);
        const factor = Number(inUnits.toPrecision(6));
        return [name === "(intercept)" ? `${factor}` : `${factor === 1 ? "" : `${factor}·`}${name}`];
      });
      return `${names[column]} = ${terms.length ? terms.join(" + ").replaceAll("+ -", "- ") : "0"} in every row`;
    })
    .join("; ");
}

function normalized(column: Float64Array): Float64Array {
  let squares = 0;
  for (let i = 0; i < column.length; i++) squares += column[i]! * column[i]!;
  const norm = Math.sqrt(squares);
  return norm > 0 ? column.map((entry) => entry / norm) : column;
}

/** With zeros, so that there are at least as many rows as columns. */
function padded(column: Float64Array, length: number): Float64Array {
  if (column.length >= length) return column;
  const longer = new Float64Array(length);
  longer.set(column);
  return longer;
}
