import type { Table } from "../table/table.js";

/** How one column of a table becomes numbers: plain data, so that it can be saved with a model. */
export type ColumnPlan = NumberPlan | CategoryPlan | DatePlan;

/** What a plan knows of missing values: there were none in the table, or some, or some in the training part. */
export type MissingRule = "refuse" | "impute" | "flag";

/** Median imputation, a flag where the training part had missing values, standardization, clipping at ±5. */
export interface NumberPlan {
  readonly type: "number";
  readonly column: string;
  readonly median: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly missing: MissingRule;
}

/** One-hot; a level of its own for missing values. A level that training didn't see gives all zeros. */
export interface CategoryPlan {
  readonly type: "category" | "boolean";
  readonly column: string;
  readonly levels: readonly string[];
  readonly missingLevel: boolean;
}

/** Time in days, standardized as a number is; and as points on circles the parts that come round again. */
export interface DatePlan {
  readonly type: "date";
  readonly column: string;
  readonly days: Omit<NumberPlan, "type" | "column">;
  readonly cycles: readonly ("day" | "week" | "year")[];
}

/** A column that is left out, and why. */
export interface LeftOut {
  readonly column: string;
  readonly reason: string;
}

/**
 * Features that are 0 or 1, `count` of them from `from` on: a category's levels, of which one is 1 or, where training didn't
 * see it, none; or a single flag.
 */
export interface Indicators {
  readonly from: number;
  readonly count: number;
}

/** What each kind of column can do. */
export interface ColumnKind<P extends ColumnPlan> {
  /** Learns a plan from the training rows. */
  fit(table: Table, column: string, rows: ArrayLike<number>): P | LeftOut;
  /** Names of the features that the plan makes. */
  names(plan: P): string[];
  /** Which of them are indicators, counted from the plan's first. */
  indicators(plan: P): Indicators[];
  /** Writes the features of `rows` into `out`, a row-major matrix of `width`, from `offset` on. */
  write(
    plan: P,
    table: Table,
    rows: ArrayLike<number>,
    out: Float32Array,
    offset: number,
    width: number,
  ): void;
}
