import type { Cell, Table } from "../table/table.js";
import type { CategoryPlan, ColumnKind, LeftOut } from "./columnPlan.js";

function levelOf(cell: Cell, type: CategoryPlan["type"]): Cell {
  return type === "boolean" ? cell?.toLowerCase() : cell;
}

function fit(table: Table, column: string, rows: ArrayLike<number>): CategoryPlan | LeftOut {
  const type = table.type(column) === "boolean" ? "boolean" : "category";
  const cells = table.cells(column);
  const seen = new Set<string>();
  let missingLevel = false;
  for (let i = 0; i < rows.length; i++) {
    const level = levelOf(cells[rows[i]!], type);
    if (level === undefined) missingLevel = true;
    else seen.add(level);
  }
  if (seen.size === 0) return { column, reason: "all of its training values are missing" };
  if (seen.size === 1 && !missingLevel) return { column, reason: "it is constant in the training data" };
  return { type, column, levels: [...seen].sort(), missingLevel };
}

/** Categories and booleans, one-hot. */
export const categoryColumn: ColumnKind<CategoryPlan> = {
  fit,
  names({ column, levels, missingLevel }) {
    const names = levels.map((level) => `${column}=${level}`);
    return missingLevel ? [...names, `${column} is missing`] : names;
  },
  indicators: ({ levels, missingLevel }) => [{ from: 0, count: levels.length + (missingLevel ? 1 : 0) }],
  write(plan, table, rows, out, offset, width) {
    const cells = table.cells(plan.column);
    const places = new Map(plan.levels.map((level, i) => [level, i]));
    for (let i = 0; i < rows.length; i++) {
      const level = levelOf(cells[rows[i]!], plan.type);
      const place =
        level === undefined ? (plan.missingLevel ? plan.levels.length : undefined) : places.get(level);
      if (place !== undefined) out[i * width + offset + place] = 1;
    }
  },
};
