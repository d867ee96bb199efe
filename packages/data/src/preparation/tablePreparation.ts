import { UsageError } from "@mebae/tensor";
import { Dataset } from "../dataset.js";
import { badData } from "../place.js";
import type { ColumnType } from "../table/inferType.js";
import type { Table } from "../table/table.js";
import { categoryColumn } from "./categoryColumn.js";
import type { ColumnKind, ColumnPlan, Indicators, LeftOut } from "./columnPlan.js";
import { dateColumn } from "./dateColumn.js";
import { findLeaks } from "./leaks.js";
import { numberColumn } from "./numberColumn.js";
import { inferTarget, readTarget, type TargetPlan, type Task } from "./target.js";

const kinds: Readonly<Record<Exclude<ColumnType, "text">, ColumnKind<never>>> = {
  number: numberColumn as ColumnKind<never>,
  category: categoryColumn as ColumnKind<never>,
  boolean: categoryColumn as ColumnKind<never>,
  date: dateColumn as ColumnKind<never>,
};

function kindOf(type: Exclude<ColumnType, "text">): ColumnKind<ColumnPlan> {
  return kinds[type] as unknown as ColumnKind<ColumnPlan>;
}

export interface TablePreparationOptions {
  /** The column to predict, its meaning inferred, or a plan that `inferTarget` made. */
  readonly target?: string | TargetPlan;
  readonly task?: Task;
  /** The training rows, counted from 0; all rows where they aren't given. */
  readonly rows?: ArrayLike<number>;
  /** Columns that the model must not see, such as the groups of a split. */
  readonly exclude?: readonly string[];
}

/** What a model folder keeps of a preparation. */
export interface TablePreparationJSON {
  readonly kind: "table";
  readonly columns: readonly ColumnPlan[];
  readonly leftOut: readonly LeftOut[];
  readonly target?: TargetPlan;
}

/** How a table becomes numbers, learned from training rows and applied to any rows of any such table. */
export class TablePreparation {
  /** Names of the features, in order. */
  readonly featureNames: readonly string[];
  /** Which features are indicators, a category or flag after the other. */
  readonly indicators: readonly Indicators[];
  readonly columns: readonly ColumnPlan[];
  readonly leftOut: readonly LeftOut[];
  readonly target: TargetPlan | undefined;

  constructor(
    { columns, leftOut, target }: Omit<TablePreparationJSON, "kind">,
    /** What a person should know before trusting the model: columns left out, columns that leak the target. */
    readonly warnings: readonly string[] = [],
  ) {
    this.columns = columns;
    this.leftOut = leftOut;
    this.target = target;
    this.featureNames = columns.flatMap((plan) => kindOf(plan.type).names(plan));
    let offset = 0;
    this.indicators = columns.flatMap((plan) => {
      const own = kindOf(plan.type).indicators(plan);
      const moved = own.map(({ from, count }) => ({ from: offset + from, count }));
      offset += kindOf(plan.type).names(plan).length;
      return moved;
    });
  }

  /**
   * The rows as a data set of features [featureNames.length], with the target unless `target` is false.
   * @throws DataError naming file, row and column: a missing column, text or an infinity among numbers, a missing
   *   number where training had none, a missing or unknown target.
   */
  apply(table: Table, options: { rows?: ArrayLike<number>; target?: boolean } = {}): Dataset {
    const rows = options.rows ?? Int32Array.from({ length: table.length }, (_, i) => i);
    const width = this.featureNames.length;
    const data = new Float32Array(rows.length * width);
    let offset = 0;
    for (const plan of this.columns) {
      const kind = kindOf(plan.type);
      kind.write(plan, table, rows, data, offset, width);
      offset += kind.names(plan).length;
    }
    const target = this.target && (options.target ?? true) ? readTarget(this.target, table, rows) : undefined;
    return new Dataset({
      name: table.name,
      features: { data, shape: [width], names: this.featureNames },
      target,
    });
  }

  toJSON(): TablePreparationJSON {
    const { columns, leftOut, target } = this;
    return { kind: "table", columns, leftOut, ...(target && { target }) };
  }
}

/**
 * Learns how to prepare a table from its training rows only:
 *   numbers      median for missing values, a flag where training had some, (x-μ)/σ, clipped at ±5
 *   categories   one-hot, a level for missing values; a level unseen in training gives all zeros
 *   dates        days as a number, and sine and cosine of day, week and year
 * Left out, with a warning: free text, constants, columns that only count the rows.
 * @throws DataError when no column is left, or as Table and inferTarget do.
 */
export function tablePreparation(table: Table, options: TablePreparationOptions = {}): TablePreparation {
  const rows = options.rows ?? Int32Array.from({ length: table.length }, (_, i) => i);
  if (rows.length === 0)
    throw new UsageError(`tablePreparation: ${table.name} has no training rows to learn from`);
  const target =
    typeof options.target === "string"
      ? inferTarget(table, options.target, { task: options.task, rows })
      : options.target;
  const exclude = new Set(options.exclude);
  for (const column of exclude) table.cells(column);
  const columns: ColumnPlan[] = [];
  const leftOut: LeftOut[] = [];
  for (const column of table.columnNames) {
    if (column === target?.column || exclude.has(column)) continue;
    const plan = fitColumn(table, column, rows);
    if ("type" in plan) columns.push(plan);
    else leftOut.push(plan);
  }
  if (columns.length === 0) {
    throw badData({ file: table.name }, "no column is left to learn from besides the target", { leftOut });
  }
  const leaks = target
    ? findLeaks(
        table,
        target,
        columns.map(({ column }) => column),
        rows,
      )
    : [];
  return new TablePreparation({ columns, leftOut, target }, [
    ...leftOut.map(({ column, reason }) => `column "${column}" is left out: ${reason}`),
    ...leaks.map(
      (column) =>
        `column "${column}" determines the target "${target!.column}": leave it out unless it is known before the target is`,
    ),
  ]);
}

function fitColumn(table: Table, column: string, rows: ArrayLike<number>): ColumnPlan | LeftOut {
  const type = table.type(column);
  if (type === "text") return { column, reason: "it is text of which nearly every row has its own" };
  return kindOf(type).fit(table, column, rows);
}
