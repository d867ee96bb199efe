import type { ColumnKind, DatePlan, LeftOut } from "./columnPlan.js";
import { fitNumbers, flagOf, writeNumbers } from "./numberColumn.js";
import { pick } from "./scaling.js";

const day = 86_400_000;

/** The length of each cycle in days, and the span that training dates must cover for it to be learnable. */
const cycleDays = {
  day: { length: 1, span: 0 },
  week: { length: 7, span: 14 },
  year: { length: 365.2425, span: 183 },
} as const;

/** Dates: days since 1970 as a number, and sine and cosine of the place in day, week and year. */
export const dateColumn: ColumnKind<DatePlan> = {
  fit(table, column, rows): DatePlan | LeftOut {
    const all = table.dates(column).map((time) => time / day);
    const filling = fitNumbers(all, rows);
    if (typeof filling === "string") return { column, reason: filling };
    const days = pick(all, rows).filter((value) => !Number.isNaN(value));
    const span = days.reduce((a, b) => Math.max(a, b)) - days.reduce((a, b) => Math.min(a, b));
    const hasClock = days.some((value) => !Number.isInteger(value));
    const cycles = (["day", "week", "year"] as const).filter((cycle) =>
      cycle === "day" ? hasClock : span >= cycleDays[cycle].span,
    );
    return { type: "date", column, days: filling, cycles };
  },
  names({ column, days, cycles }) {
    const flag = days.missing === "flag" ? [`${column} is missing`] : [];
    return [
      column,
      ...flag,
      ...cycles.flatMap((cycle) => [`${column} ${cycle} sine`, `${column} ${cycle} cosine`]),
    ];
  },
  indicators: ({ days }) => flagOf(days.missing),
  write({ column, days, cycles }, table, rows, out, offset, width) {
    const values = table.dates(column).map((time) => time / day);
    writeNumbers(days, (row) => table.place(row, column), values, rows, out, offset, width);
    const start = offset + (days.missing === "flag" ? 2 : 1);
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i]!]!;
      // A missing date has no place on the circle: its centre, 0 and 0, which is what `out` holds already.
      if (Number.isNaN(value)) continue;
      cycles.forEach((cycle, c) => {
        const angle = (2 * Math.PI * value) / cycleDays[cycle].length;
        out[i * width + start + 2 * c] = Math.sin(angle);
        out[i * width + start + 2 * c + 1] = Math.cos(angle);
      });
    }
  },
};
