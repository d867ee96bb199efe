import { readCsv, type Table } from "@mebae/data";
import { beyondSizes } from "../limits.js";
import type { Column, Unusable } from "./types.js";

/**
 * The columns of numbers of a CSV, with or without a header, or of a text of numbers; or why they can't be used here.
 * @throws DataError with file, row and reason, where there are none
 */
export function readNumbers(name: string, bytes: Uint8Array): Column[] | Unusable {
  // A Japanese keyboard may give full-width digits; they are numbers too.
  const text = new TextDecoder().decode(bytes).normalize("NFKC").replaceAll("−", "-").trim();
  const isLine = !text.includes("\n");
  const first = text.split(/\r?\n/, 1)[0]!;
  // A line of numbers is a list of samples, not a row of many columns.
  const wrong = isLine && partsOf(text).find((part) => !Number.isFinite(Number(part)));
  if (wrong) return { kind: "notNumber", found: wrong };
  const isList = (isLine || !/[,;\t"]/.test(first)) && isNumeric(first);
  const source = isList ? text.replace(/[\s,;]+/g, "\n") : bytes;
  const columns = numericColumns(readCsv(source, { file: name, header: !isNumeric(first) }));
  const usable = columns.filter(({ values }) => beyondSizes(values) === undefined);
  if (usable.length > 0) return usable;
  return { kind: "beyondSizes", value: beyondSizes(columns[0]!.values)! };
}

function numericColumns(table: Table): Column[] {
  const numeric = table.columnNames.filter((column) => table.type(column) === "number");
  // Where no column is all numbers, the one that nearly is says what is wrong, and where.
  const columns = numeric.length > 0 ? numeric : [mostNumeric(table)];
  return columns.map((column) => columnOf(table, column));
}

function columnOf(table: Table, name: string): Column {
  const all = table.numbers(name);
  const values = all.filter((value) => !Number.isNaN(value));
  return { name, values, missing: all.length - values.length };
}

const partsOf = (line: string) => line.split(/[\s,;]+/).filter((part) => part !== "");

/** Whether each part of a line is a number. */
function isNumeric(line: string): boolean {
  const parts = partsOf(line);
  return parts.length > 0 && parts.every((part) => Number.isFinite(Number(part)));
}

function mostNumeric(table: Table): string {
  const shares = table.columnNames.map((name) => {
    const cells = table.cells(name);
    return cells.filter((cell) => cell !== undefined && Number.isFinite(Number(cell))).length;
  });
  return table.columnNames[shares.indexOf(Math.max(...shares))]!;
}
