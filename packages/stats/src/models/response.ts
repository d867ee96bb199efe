import { DataError, UsageError } from "@mebae/tensor";
import type { Label } from "../label.js";

/** @throws DataError naming the index of what is no number, or isn't allowed */
export function readNumbers(
  where: string,
  what: string,
  values: ArrayLike<number>,
  expected = "finite numbers",
  isAllowed: (value: number) => boolean = () => true,
): Float64Array {
  return Float64Array.from({ length: values.length }, (_, index) => {
    const value: unknown = values[index];
    if (typeof value === "number" && Number.isFinite(value) && isAllowed(value)) return value;
    throw new DataError(`${where}: expected ${expected} in ${what}, got ${shown(value)} at index ${index}`, {
      index,
    });
  });
}

/** @throws UsageError for another number of them, or none above 0; DataError for what is no number of at least 0 */
export function readWeights(
  where: string,
  weights: ArrayLike<number> | undefined,
  rows: number,
): Float64Array | undefined {
  if (!weights) return undefined;
  if (weights.length !== rows)
    throw new UsageError(`${where}: expected ${rows} weights, one a row, got ${weights.length}`);
  const read = readNumbers(where, "weights", weights, "numbers of at least 0", (weight) => weight >= 0);
  if (!read.some((weight) => weight > 0))
    throw new UsageError(`${where}: expected a weight above 0, got none`);
  return read;
}

export function readOffset(
  where: string,
  offset: ArrayLike<number> | undefined,
  rows: number,
): Float64Array | undefined {
  if (!offset) return undefined;
  if (offset.length !== rows)
    throw new UsageError(`${where}: expected an offset of ${rows} numbers, one a row, got ${offset.length}`);
  return readNumbers(where, "offset", offset);
}

export interface Classes {
  /** What the classes are called, in ascending order. */
  readonly labels: readonly Label[];
  /** The place of each row's class among them. */
  readonly codes: Int32Array;
}

/**
 * The classes of labels of one kind.
 * @throws DataError naming the index of a label of another kind
 */
export function readClasses(where: string, y: ArrayLike<Label>): Classes {
  const kind = typeof y[0];
  for (let index = 0; index < y.length; index++) {
    const label: unknown = y[index];
    const isLabel = typeof label === "string" || typeof label === "boolean" || Number.isFinite(label);
    if (!isLabel || typeof label !== kind)
      throw new DataError(
        `${where}: expected labels of one kind in y, got ${shown(label)} at index ${index}`,
        {
          index,
        },
      );
  }
  const labels = [...new Set(Array.from(y))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const places = new Map(labels.map((label, place) => [label, place]));
  return { labels, codes: Int32Array.from({ length: y.length }, (_, i) => places.get(y[i]!)!) };
}

/**
 * Two classes: 0 and 1, false and true, or any two labels, the second of which is the event.
 * @throws UsageError for other than two
 */
export function readEvents(where: string, y: ArrayLike<Label>): Classes {
  const { labels, codes } = readClasses(where, y);
  const fixed = [
    [0, 1],
    [false, true],
  ].find((pair) => labels.every((label) => pair.includes(label as never)));
  if (fixed)
    return { labels: fixed, codes: Int32Array.from(codes, (code) => fixed.indexOf(labels[code] as never)) };
  if (labels.length === 2) return { labels, codes };
  const some = labels.slice(0, 4).map(shown).join(", ");
  throw new UsageError(
    `${where}: expected two labels in y, got ${labels.length}: ${some}${labels.length > 4 ? ", ..." : ""}`,
  );
}

function shown(value: unknown): string {
  return typeof value === "number" ? `${value}` : `${JSON.stringify(value)}`;
}
