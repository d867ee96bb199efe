import { DataError } from "@mebae/tensor";
import { ImagePreparation, type ImagePreparationJSON } from "./imagePreparation.js";
import { TablePreparation, type TablePreparationJSON } from "./tablePreparation.js";

export type PreparationJSON = TablePreparationJSON | ImagePreparationJSON;
export type Preparation = TablePreparation | ImagePreparation;

/** The preparation that `JSON.stringify` wrote. @throws DataError when it is none. */
export function preparationFromJSON(json: PreparationJSON): Preparation {
  if (json?.kind === "table" && isTable(json)) return new TablePreparation(json);
  if (json?.kind === "image" && isImage(json)) return new ImagePreparation(json);
  throw new DataError(
    `the preparation is damaged: expected the kind "table" or "image" with its parts, found ${JSON.stringify(json)?.slice(0, 60)}`,
  );
}

function isTable({ columns, leftOut }: TablePreparationJSON): boolean {
  return Array.isArray(columns) && columns.length > 0 && Array.isArray(leftOut) && columns.every(isColumn);
}

function isColumn(plan: TablePreparationJSON["columns"][number]): boolean {
  if (typeof plan?.column !== "string") return false;
  if (plan.type === "number") return isScale(plan);
  if (plan.type === "date") return isScale(plan.days) && Array.isArray(plan.cycles);
  return (plan.type === "category" || plan.type === "boolean") && Array.isArray(plan.levels);
}

function isScale(scale: { median: number; mean: number; standardDeviation: number } | undefined): boolean {
  return [scale?.median, scale?.mean, scale?.standardDeviation].every(Number.isFinite);
}

function isImage({ shape, mean, standardDeviation }: ImagePreparationJSON): boolean {
  const isNumbers = (list: unknown, length: number): boolean =>
    Array.isArray(list) && list.length === length && list.every(Number.isFinite);
  return isNumbers(shape, 3) && isNumbers(mean, shape[0]!) && isNumbers(standardDeviation, shape[0]!);
}
