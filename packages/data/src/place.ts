import { DataError, type DataPlace } from "@mebae/tensor";

/** A DataError whose sentence begins with the place: `iris.csv, row 12, column "petal_length": expected ...`. */
export function badData(
  place: DataPlace,
  problem: string,
  details: Record<string, unknown> = {},
  cause?: unknown,
): DataError {
  const parts: string[] = [];
  if (place.file !== undefined) parts.push(place.file);
  if (place.row !== undefined) parts.push(`row ${place.row}`);
  if (typeof place.column === "number") parts.push(`column ${place.column}`);
  else if (place.column !== undefined) parts.push(`column "${place.column}"`);
  const message = parts.length > 0 ? `${parts.join(", ")}: ${problem}` : problem;
  return new DataError(message, { ...details, ...place }, cause === undefined ? undefined : { cause });
}

/** A cell for an error message, cut where it is long. */
export function quote(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
