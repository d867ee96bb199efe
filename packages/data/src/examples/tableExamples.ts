import { DataError } from "@mebae/tensor";
import { tablePreparation } from "../preparation/tablePreparation.js";
import { inferTarget, readTarget, type Task } from "../preparation/target.js";
import type { OpenedData } from "../sources/openData.js";
import type { Table } from "../table/table.js";
import type { Example, Examples, Prepared } from "./examples.js";

export interface TableExamplesOptions {
  readonly target: string;
  readonly task?: Task;
  readonly group?: string;
  readonly time?: string;
}

/**
 * The rows of a table with a target column. The columns of `group` and `time` split, and are hidden from what learns.
 * @throws DataError as inferTarget, and naming the row where there is no value to split by.
 */
export function tableExamples(table: Table, { target, task, group, time }: TableExamplesOptions): Examples {
  const plan = inferTarget(table, target, { task });
  const all = Int32Array.from({ length: table.length }, (_, i) => i);
  const read = readTarget(plan, table, all);
  const hidden = [group, time].filter((column) => column !== undefined);
  return {
    name: table.name,
    length: table.length,
    task: read.kind === "classes" ? "classification" : "regression",
    expected: read.kind === "classes" ? read.labels : read.values,
    ...(read.kind === "classes" && { classes: read.classes, labels: read.labels }),
    ...(group !== undefined && { groups: groupsOf(table, group) }),
    ...(time !== undefined && { times: timesOf(table, time) }),
    prepare: (train) => prepareTable(table, train, { target, task, plan, hidden }),
    describe: (index) => describeRow(table, index),
  };
}

function groupsOf(table: Table, column: string): string[] {
  return table.cells(column).map((cell, row) => cell ?? refuseMissing(table, row, column));
}

function timesOf(table: Table, column: string): Float64Array {
  const times = table.type(column) === "number" ? table.numbers(column) : table.dates(column);
  const missing = times.findIndex(Number.isNaN);
  if (missing >= 0) refuseMissing(table, missing, column);
  return times;
}

function refuseMissing(table: Table, index: number, column: string): never {
  const { file, row } = table.place(index, column);
  throw new DataError(`${file}: row ${row}, column "${column}": expected a value to split by, found none`, {
    ...{ file, row, column },
  });
}

interface TableTarget {
  readonly target: string;
  readonly task: Task | undefined;
  readonly plan: ReturnType<typeof inferTarget>;
  readonly hidden: readonly string[];
}

function prepareTable(table: Table, train: ArrayLike<number>, options: TableTarget): Prepared {
  const { target, task, plan, hidden } = options;
  // Classes come from the whole table: a rare one may be absent from a fold's training part.
  const fitted =
    plan.kind === "classes" ? plan : inferTarget(table, target, { task: task ?? "regression", rows: train });
  const preparation = tablePreparation(table, { target: fitted, rows: train, exclude: hidden });
  return {
    preparation,
    ...(fitted.kind === "numbers" && { targetScale: fitted }),
    inputShape: [preparation.featureNames.length],
    warnings: preparation.warnings,
    examples: (rows) => preparation.apply(table, { rows }),
    other: (data) => preparation.apply(tableOf(data, table.name)),
  };
}

/** @throws DataError where the data are images. */
export function tableOf(data: OpenedData, like: string): Table {
  if (data.kind === "table") return data.table;
  throw new DataError(`${data.dataset.name}: expected a CSV like ${like}, found images`);
}

/** A row with its cells, as the file has them. */
export function describeRow(table: Table, index: number): Example {
  const values = table.columnNames.map((column) => [column, table.cells(column)[index] ?? ""] as const);
  return { kind: "row", row: table.place(index).row, values };
}
