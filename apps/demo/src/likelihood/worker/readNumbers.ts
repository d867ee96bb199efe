import { readCsv, type Table } from "@mebae/data";
import type { Column } from "./types.js";

/**
 * The columns of numbers of a CSV, with or without a header, or of a text of numbers.
 * @throws DataError with file, row and reason, where there are none
 */
export function readNumbers(name: string, bytes: Uint8Array): Column[] {
  const text = new TextDecoder().decode(bytes);
  const first = text.trimStart().split(/\r?\n/, 1)[0]!;
  const isList = !/[,;\t"]/.test(first) || !text.trim().includes("\n");
  // A line of numbers is a list of samples, not a row of many columns.
  const source = isList && isNumeric(first) ? text.trim().replace(/[\s,;]+/g, "\n") : bytes;
  const table = readCsv(source, { file: name, header: !isNumeric(first) });
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

/** Whether each part of a line is a number. */
function isNumeric(line: string): boolean {
  const parts = line.split(/[\s,;]+/).filter((part) => part !== "");
  return parts.length > 0 && parts.every((part) => Number.isFinite(Number(part)));
}

function mostNumeric(table: Table): string {
  const shares = table.columnNames.map((name) => {
    const cells = table.cells(name);
    return cells.filter((cell) => cell !== undefined && Number.isFinite(Number(cell))).length;
  });
  return table.columnNames[shares.indexOf(Math.max(...shares))]!;
}
