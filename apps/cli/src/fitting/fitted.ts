import type { Candidates, Criterion, FitResult, Intervals, LeftOut } from "@mebae/stats";
import type { ColumnData } from "./columnData.js";
import { figure } from "./figures.js";
import type { Goodness } from "./goodness.js";

/** Everything that a run of `mebae fit` found. */
export interface Fitted {
  readonly column: ColumnData;
  readonly result: FitResult;
  /** The same fit with a truncation as part of the family: the distribution of the values as they were recorded. */
  readonly recorded: FitResult;
  readonly fixed: Readonly<Record<string, number>>;
  readonly truncation?: { readonly low?: number; readonly high?: number };
  readonly candidates?: Candidates;
  readonly by: Criterion;
  readonly level: number;
  readonly method: "profile" | "wald" | "bootstrap";
  readonly intervals: Intervals;
  /** Of the bootstrap's intervals. */
  readonly intervalRefits?: number;
  readonly goodness: Goodness;
  readonly seed: number;
  readonly seconds: number;
  readonly interrupted: boolean;
}

export const criterionNames: Readonly<Record<Criterion, string>> = { aic: "AIC", aicc: "AICc", bic: "BIC" };

/** What the confidence intervals are. */
export const intervalName = ({ level, method, intervalRefits }: Fitted): string =>
  `${figure(level * 100)} % ${method === "wald" ? "Wald" : method}${intervalRefits ? ` (${intervalRefits} refits)` : ""}`;

/** "Gamma, LogNormal and Weibull" */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Whether the data tell the best candidate from the others. */
export function candidatesSentence({ ranked, close }: Candidates, by: Criterion): string {
  const names = close.map(({ fit }) => fit.family.record.name);
  const within = `within 2 units of ${criterionNames[by]}`;
  if (names.length > 1) return `The data don't tell ${listed(names)} apart: they are ${within}.`;
  const [best, second] = ranked;
  if (!second) return `${names[0]} is the only candidate.`;
  return `${names[0]} is ahead of ${second.fit.family.record.name} by ${second.difference.toFixed(1)} units of ${criterionNames[by]}${best!.fit.status.kind === "boundary" ? ", at a limit of its parameters" : ""}.`;
}

/** Families left out, one line for those with the same reason. */
export function leftOutLines(leftOut: readonly LeftOut[], column: ColumnData): string[] {
  const groups = new Map<string, string[]>();
  for (const { family, reason, index } of leftOut) {
    const at = index === undefined ? "" : ` in row ${column.table.place(column.rows[index]!).row}`;
    const why = `${reason}${at}`;
    groups.set(why, [...(groups.get(why) ?? []), family.record.name]);
  }
  return [...groups].map(([why, names]) => `${names.join(", ")}: ${why}`);
}
