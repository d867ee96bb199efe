import { DataError } from "@mebae/tensor";
import type { Target } from "../dataset.js";
import { badData, quote } from "../place.js";
import { parseNumber } from "../table/parseNumber.js";
import type { Table } from "../table/table.js";
import { scaleOf } from "./scaling.js";

export type Task = "classification" | "regression";

/** How a target column is read: plain data. */
export type TargetPlan = ClassPlan | NumberTargetPlan;

export interface ClassPlan {
  readonly kind: "classes";
  readonly column: string;
  readonly classes: readonly string[];
  /** How cells are compared with classes: "1.0" is the class "1" in a column of numbers, "True" is "true". */
  readonly cells: "number" | "boolean" | "text";
}

export interface NumberTargetPlan {
  readonly kind: "numbers";
  readonly column: string;
  /** Mean and standard deviation in the training part, for losses and networks that want values near 1. */
  readonly mean: number;
  readonly standardDeviation: number;
}

/** At most so many different whole numbers, each at least so often on average, are classes. */
const classRule = { different: 20, each: 5 };

/**
 * Decides what a target column asks for. Categories and booleans are classes. Numbers are classes where all are
 * whole, at most 20 different, and each comes five times or more on average; else they are numbers to predict.
 * `task` overrides. Classes come from the whole table, mean and standard deviation from `rows`.
 * @throws DataError: the column is missing, a value is missing (with its row), there is one class only, it is free
 *   text, or float32 can't tell its numbers apart.
 */
export function inferTarget(
  table: Table,
  column: string,
  options: { task?: Task; rows?: ArrayLike<number> } = {},
): TargetPlan {
  refuseMissing(table, column);
  const type = table.type(column);
  const { task } = options;
  if (type === "date" || (type === "text" && task !== "classification")) {
    const what = type === "date" ? "dates" : "free text, nearly every row with its own";
    throw badData({ file: table.name, column }, `expected classes or numbers as the target, found ${what}`);
  }
  if (type === "number") {
    const values = table.numbers(column);
    if (task === "regression" || (task === undefined && !areClasses(values))) {
      const learned = options.rows ? Array.from(options.rows, (row) => values[row]!) : values;
      const { mean, standardDeviation } = scaleOf(learned);
      refuseEqual({ file: table.name, column }, learned);
      return { kind: "numbers", column, mean, standardDeviation };
    }
  } else if (task === "regression") {
    throw badData(
      { file: table.name, column },
      `expected numbers to predict, found a column of type ${type}`,
    );
  }
  const cells = type === "number" || type === "boolean" ? type : "text";
  const classes = [...new Set(table.cells(column).map((cell) => className(cell!, cells, table)))];
  classes.sort(cells === "number" ? (a, b) => Number(a) - Number(b) : undefined);
  if (classes.length < 2)
    throw badData({ file: table.name, column }, `expected two classes or more, found "${classes[0]}" only`);
  return { kind: "classes", column, classes, cells };
}

/** The target of `rows`. @throws DataError with the row at a missing value, text, a class that isn't known, or a number beyond float32. */
export function readTarget(plan: TargetPlan, table: Table, rows: ArrayLike<number>): Target {
  const { column } = plan;
  refuseMissing(table, column, rows);
  if (plan.kind === "numbers") {
    const values = table.numbers(column);
    const read = Float32Array.from(rows, (row) => float32(values[row]!, table, row, column));
    return { kind: "numbers", values: read, names: [column] };
  }
  const cells = table.cells(column);
  const places = new Map(plan.classes.map((name, i) => [name, i]));
  const labels = Int32Array.from(rows, (row) => {
    const label = places.get(className(cells[row]!, plan.cells, table));
    if (label !== undefined) return label;
    const known = plan.classes
      .slice(0, 12)
      .map((name) => `"${name}"`)
      .join(", ");
    throw badData(
      table.place(row, column),
      `expected one of the classes ${known}${plan.classes.length > 12 ? ", …" : ""}, found ${quote(cells[row]!)}`,
    );
  });
  return { kind: "classes", labels, classes: plan.classes };
}

/** A number as it is learned. @throws DataError with the row where float32 can't hold it */
function float32(value: number, table: Table, row: number, column: string): number {
  const held = Math.fround(value);
  if (Number.isFinite(held)) return held;
  throw badData(
    table.place(row, column),
    `expected a number that float32 can hold, up to 3.4e38, found ${value}; give the target in another unit`,
  );
}

/** Different numbers must not become the same in float32. */
function refuseEqual(place: { file: string; column: string }, values: ArrayLike<number>): void {
  const first = Math.fround(values[0]!);
  // Those that float32 can't hold are refused by their rows.
  if (!Number.isFinite(first)) return;
  for (let i = 1; i < values.length; i++) if (Math.fround(values[i]!) !== first) return;
  const other = Array.from(values).find((value) => value !== values[0]);
  if (other === undefined) return;
  throw badData(
    place,
    `expected numbers that float32 can tell apart, found such as ${values[0]} and ${other}; give the target in another unit, or from another origin`,
  );
}

function refuseMissing(table: Table, column: string, rows?: ArrayLike<number>): void {
  const cells = table.cells(column);
  const lacking = Array.from(rows ?? cells.keys()).filter((row) => cells[row] === undefined);
  if (lacking.length === 0) return;
  const more = lacking.length > 1 ? ` (and in ${lacking.length - 1} more rows)` : "";
  throw badData(
    table.place(lacking[0]!, column),
    `expected a value of the target, found a missing one${more}`,
  );
}

function areClasses(values: Float64Array): boolean {
  if (!values.every(Number.isInteger)) return false;
  const different = new Set(values).size;
  return different >= 2 && different <= classRule.different && values.length >= classRule.each * different;
}

function className(cell: string, cells: ClassPlan["cells"], table: Table): string {
  if (cells === "text") return cell;
  if (cells === "boolean") return cell.toLowerCase();
  const value = parseNumber(cell, table.decimal);
  return value === undefined ? cell : String(value);
}

/** Target numbers brought to mean 0 and standard deviation 1; `unscaleTarget` undoes it. */
export function scaleTarget(
  values: Float32Array,
  { mean, standardDeviation }: NumberTargetPlan,
): Float32Array {
  if (standardDeviation === 0)
    throw new DataError("scaleTarget: the target is constant in the training data");
  return values.map((value) => (value - mean) / standardDeviation);
}

/** Predictions of a network that was trained on scaled targets, in the target's own unit. */
export function unscaleTarget(
  values: ArrayLike<number>,
  { mean, standardDeviation }: NumberTargetPlan,
): Float32Array {
  return Float32Array.from(values, (value) => value * standardDeviation + mean);
}
