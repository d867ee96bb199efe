import { writeValues } from "../cases/index.ts";
import type { Program } from "../protocol/program.ts";
import { alternate, type Pace } from "./alternate.ts";
import type { Group } from "./plan.ts";
import type { Contestant } from "./programs.ts";
import type { Progress } from "./progress.ts";
import type { Cell, Row } from "./result.ts";

/** Starts what can be started; the rest stands in the table with its reason. */
async function startAll(contestants: readonly Contestant[]) {
  const programs = new Map<Contestant, Program>();
  const absent: Cell[] = [];
  for (const contestant of contestants) {
    let program: Program | undefined;
    try {
      program = await contestant.start();
      await program.ask({ ask: "describe" });
      programs.set(contestant, program);
    } catch (error) {
      absent.push({ contestant: contestant.name, absent: (error as Error).message });
      await program?.end();
    }
  }
  return { programs, absent };
}

/** Measures a group's cases, handing over each row as it is done. */
export async function measureGroup(
  { where, threads, contestants, cases }: Group,
  folder: string,
  pace: Pace,
  progress: Progress,
  keep: (row: Row) => void,
): Promise<void> {
  const { programs, absent } = await startAll(contestants);
  try {
    for (const work of cases) {
      if (pace.signal.aborted) return;
      progress.show(`${work.name}, ${where}, ${threads} thread${threads === 1 ? "" : "s"}`);
      const { cells } = await alternate(work, writeValues(work, folder), programs, pace, threads);
      // What was cut off before its first round says nothing.
      if (cells.some(({ time }) => time)) keep({ work, where, threads, cells: [...cells, ...absent] });
      progress.advance();
      await replaceLost(cells, programs);
    }
  } finally {
    for (const program of programs.values()) await program.end();
  }
}

/** A program that was stopped for being late starts anew for the next case. */
async function replaceLost(cells: readonly Cell[], programs: Map<Contestant, Program>): Promise<void> {
  for (const [contestant, program] of [...programs]) {
    if (cells.find((cell) => cell.contestant === contestant.name)?.over === undefined) continue;
    await program.end();
    programs.set(contestant, await contestant.start());
  }
}
