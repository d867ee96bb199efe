import { badData } from "../place.js";
import type { Table } from "../table/table.js";
import type { ColumnKind, Indicators, LeftOut, MissingRule, NumberPlan } from "./columnPlan.js";
import { median, pick, scaleOf, standardize } from "./scaling.js";

type Filling = Omit<NumberPlan, "type" | "column">;

/** Learns imputation and scale of one column's numbers (NaN: missing), or why it says nothing. */
export function fitNumbers(values: Float64Array, rows: ArrayLike<number>): Filling | string {
  const training = pick(values, rows);
  const middle = median(training);
  if (Number.isNaN(middle)) return "all of its training values are missing";
  const lacks = (list: Float64Array): boolean => list.some((value) => Number.isNaN(value));
  const missing: MissingRule = lacks(training) ? "flag" : lacks(values) ? "impute" : "refuse";
  const { mean, standardDeviation } = scaleOf(
    training.map((value) => (Number.isNaN(value) ? middle : value)),
  );
  if (standardDeviation === 0 && missing !== "flag") return "it is constant in the training data";
  return { median: middle, mean, standardDeviation, missing };
}

/**
 * Writes imputed, standardized numbers and, where the plan has one, the flag beside them.
 * @throws DataError at a missing value in a column that had none when the plan was fitted.
 */
export function writeNumbers(
  filling: Filling,
  place: (row: number) => { file: string; row: number; column?: string },
  values: Float64Array,
  rows: ArrayLike<number>,
  out: Float32Array,
  offset: number,
  width: number,
): void {
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    const isMissing = Number.isNaN(value);
    if (isMissing && filling.missing === "refuse") {
      throw badData(
        place(rows[i]!),
        "expected a number, found a missing value or NaN; the training data had none in this column",
      );
    }
    const at = i * width + offset;
    out[at] = standardize(isMissing ? filling.median : value, filling);
    if (filling.missing === "flag") out[at + 1] = isMissing ? 1 : 0;
  }
}

/** The flag beside the numbers, where there is one. */
export function flagOf(missing: MissingRule): Indicators[] {
  return missing === "flag" ? [{ from: 1, count: 1 }] : [];
}

/** Whether the values count the rows: 0, 1, 2, … or 1, 2, 3, …, which says nothing of new rows. */
function countsRows(table: Table, values: Float64Array): boolean {
  if (table.length < 10 || (values[0] !== 0 && values[0] !== 1)) return false;
  return values.every((value, i) => value === values[0]! + i);
}

export const numberColumn: ColumnKind<NumberPlan> = {
  fit(table, column, rows): NumberPlan | LeftOut {
    const values = table.numbers(column);
    if (countsRows(table, values)) return { column, reason: "it only counts the rows" };
    const filling = fitNumbers(values, rows);
    return typeof filling === "string" ? { column, reason: filling } : { type: "number", column, ...filling };
  },
  names: ({ column, missing }) => (missing === "flag" ? [column, `${column} is missing`] : [column]),
  indicators: ({ missing }) => flagOf(missing),
  write(plan, table, rows, out, offset, width) {
    writeNumbers(
      plan,
      (row) => table.place(row, plan.column),
      table.numbers(plan.column),
      rows,
      out,
      offset,
      width,
    );
  },
};
