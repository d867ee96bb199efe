import type { Table } from "../table/table.js";
import type { TargetPlan } from "./target.js";

/**
 * Columns that give the target away: each of their few values comes with one class only, or they are the target
 * itself in another unit. A model that sees them learns nothing that helps on new data.
 */
export function findLeaks(
  table: Table,
  target: TargetPlan,
  columns: readonly string[],
  rows: ArrayLike<number>,
): string[] {
  return columns.filter((column) =>
    target.kind === "classes"
      ? determinesClass(table, target.column, column, rows)
      : table.type(column) === "number" &&
        isLinear(table.numbers(column), table.numbers(target.column), rows),
  );
}

function determinesClass(table: Table, target: string, column: string, rows: ArrayLike<number>): boolean {
  const classes = table.cells(target);
  const cells = table.cells(column);
  const classOf = new Map<string, string>();
  let present = 0;
  for (let i = 0; i < rows.length; i++) {
    const cell = cells[rows[i]!];
    if (cell === undefined) continue;
    present++;
    const known = classOf.get(cell);
    if (known !== undefined && known !== classes[rows[i]!]) return false;
    classOf.set(cell, classes[rows[i]!]!);
  }
  // Values that come ten times on average can't be pure by chance; and they must tell at least two classes apart.
  return present >= 10 * classOf.size && present * 2 > rows.length && new Set(classOf.values()).size >= 2;
}

/** Whether one column is the other times a factor plus a constant: |r| > 0.99999. */
function isLinear(x: Float64Array, y: Float64Array, rows: ArrayLike<number>): boolean {
  const pairs = Array.from(rows, (row) => [x[row]!, y[row]!] as const).filter(([a]) => !Number.isNaN(a));
  if (pairs.length < 10) return false;
  const meanX = pairs.reduce((sum, [a]) => sum + a, 0) / pairs.length;
  const meanY = pairs.reduce((sum, [, b]) => sum + b, 0) / pairs.length;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const [a, b] of pairs) {
    xx += (a - meanX) ** 2;
    yy += (b - meanY) ** 2;
    xy += (a - meanX) * (b - meanY);
  }
  return xx > 0 && yy > 0 && Math.abs(xy) / Math.sqrt(xx * yy) > 0.99999;
}
