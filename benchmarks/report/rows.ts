import type { Cell, Row } from "../measure/result.ts";
import { markdown, megabytes, ratio, time } from "./table.ts";

/** A cell as a table shows it: time with its quartiles' distance, or why there is none. */
function show(cell: Cell | undefined): string {
  if (!cell) return "";
  if (cell.over !== undefined) return `over ${time(cell.over)}`;
  if (!cell.time) return cell.absent ? "absent" : "";
  const { median, low, high } = cell.time;
  const spread = Math.round((50 * (high - low)) / median);
  return `${time(median)}${spread > 0 ? ` ±${spread} %` : ""}${cell.mismatch ? " (!)" : ""}`;
}

/** How many times Mebae's time a peer takes: above 1 Mebae is faster. */
function against(cell: Cell | undefined, mebae: Cell | undefined): string {
  if (!mebae?.time || !cell) return "";
  if (cell.over !== undefined) return `> ${ratio(cell.over / mebae.time.median)}`;
  return cell.time ? ratio(cell.time.median / mebae.time.median) : "";
}

/** Every contestant of some rows, in the order of their first appearance. */
function namesOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap(({ cells }) => cells.map(({ contestant }) => contestant)))];
}

const cellOf = ({ cells }: Row, name: string) => cells.find(({ contestant }) => contestant === name);

/** Times, with each peer's time as a multiple of Mebae's. */
export function timesTable(rows: readonly Row[]): string {
  const names = namesOf(rows);
  const peers = names.filter((name) => name !== "mebae");
  const head = ["case", ...names, ...peers.map((name) => `${name} / mebae`)];
  const lines = rows.map((row) => {
    const mebae = cellOf(row, "mebae");
    return [
      row.work.name,
      ...names.map((name) => show(cellOf(row, name))),
      ...peers.map((name) => against(cellOf(row, name), mebae)),
    ];
  });
  return markdown(head, lines);
}

/** Peak memory of the training steps, whose processes ran nothing else. */
export function memoryTable(rows: readonly Row[]): string | undefined {
  const steps = rows.filter(({ work, cells }) => work.kind === "step" && cells.some(({ memory }) => memory));
  if (steps.length === 0) return undefined;
  const names = namesOf(steps);
  const lines = steps.map((row) => [
    row.work.name,
    ...names.map((name) => {
      const memory = cellOf(row, name)?.memory;
      return memory ? megabytes(memory) : "";
    }),
  ]);
  return markdown(["peak memory", ...names], lines);
}

/** One sentence for each cell without a time, and for each whose work isn't the same. */
export function remarks(rows: readonly Row[]): string[] {
  const found = rows.flatMap(({ work, cells }) =>
    cells.flatMap(({ contestant, absent, mismatch }) => [
      ...(absent ? [`${contestant}: ${absent}`] : []),
      ...(mismatch ? [`${contestant}, ${work.name}: ${mismatch}`] : []),
    ]),
  );
  return [...new Set(found)];
}

/** The contestants that computed something else: such a run fails. */
export function mismatches(rows: readonly Row[]): string[] {
  return rows.flatMap(({ work, where, threads, cells }) =>
    cells
      .filter(({ mismatch }) => mismatch)
      .map(
        ({ contestant, mismatch }) =>
          `${contestant}, ${work.name}, ${where}, ${threads} threads: ${mismatch}`,
      ),
  );
}
