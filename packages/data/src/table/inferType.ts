import { badData, quote } from "../place.js";
import { parseDate } from "./parseDate.js";
import { type DecimalMark, parseNumber } from "./parseNumber.js";

/** What a column holds. `text` is free text: nearly every row has its own. */
export type ColumnType = "number" | "boolean" | "date" | "category" | "text";

export const columnTypes: readonly ColumnType[] = ["number", "boolean", "date", "category", "text"];

interface Cells {
  readonly name: string;
  readonly cells: readonly (string | undefined)[];
  readonly decimal: DecimalMark;
  readonly file: string;
  readonly rowNumbers: Int32Array;
}

/**
 * Infers a column's type from its cells (`undefined`: missing):
 *   number    every cell is a number; a column with no cell at all counts as number too
 *   boolean   every cell is true or false, in any case
 *   date      every cell is an ISO 8601 date
 *   text      more than ten different texts, and more than half as many as there are cells
 *   category  anything else
 * @throws DataError where one cell, or fewer than a tenth, stops a column from being numbers: that is far more
 *   often a slip in the data than a category, and a declared type settles it.
 */
export function inferType({ name, cells, decimal, file, rowNumbers }: Cells): ColumnType {
  let present = 0;
  let numbers = 0;
  let booleans = 0;
  let dates = 0;
  let firstText = -1;
  const distinct = new Set<string>();
  cells.forEach((cell, i) => {
    if (cell === undefined) return;
    present++;
    distinct.add(cell);
    if (parseNumber(cell, decimal) !== undefined) numbers++;
    else {
      if (firstText < 0) firstText = i;
      if (isBoolean(cell)) booleans++;
      else if (parseDate(cell) !== undefined) dates++;
    }
  });
  if (numbers === present) return "number";
  const others = present - numbers;
  if (numbers >= 3 && (others === 1 || others * 10 < present)) {
    throw badData(
      { file, row: rowNumbers[firstText]!, column: name },
      `expected a number as in ${numbers} of the column's ${present} cells, found ${quote(cells[firstText]!)}; correct it, or leave the cell empty where there is no value (a program can declare the column a category)`,
    );
  }
  if (booleans === present) return "boolean";
  if (dates === present) return "date";
  return distinct.size > 10 && distinct.size * 2 > present ? "text" : "category";
}

export function isBoolean(cell: string): boolean {
  return /^(?:true|false)$/i.test(cell);
}
