// Mebae beside its peers, in one run; README.md says how to read what it prints and writes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Arguments, readArguments, WrongUsage } from "./arguments.ts";
import { describeMachine } from "./measure/machine.ts";
import { measureGroup } from "./measure/measure.ts";
import { planGroups } from "./measure/plan.ts";
import { Progress } from "./measure/progress.ts";
import type { Row } from "./measure/result.ts";
import { mismatches } from "./report/rows.ts";
import { sections } from "./report/sections.ts";

const exitCodes = { done: 0, failed: 1, refused: 2, interrupted: 130 };

/** Ctrl-C ends the measurement that runs; what was measured by then is shown. The second one ends at once. */
function stopOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  process.on("SIGINT", () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  });
  return controller.signal;
}

async function measure(given: Arguments, signal: AbortSignal): Promise<Row[]> {
  const groups = planGroups(given);
  const progress = new Progress(groups.reduce((sum, { cases }) => sum + cases.length, 0));
  const folder = mkdtempSync(join(tmpdir(), "mebae-bench-"));
  const rows: Row[] = [];
  try {
    for (const group of groups) {
      const isStep = group.cases[0]!.kind === "step";
      const pace = { rounds: given.rounds, milliseconds: isStep ? 150 : 40, patience: 15_000, signal };
      await measureGroup(group, folder, pace, progress, (row) => rows.push(row));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    progress.end();
  }
  return rows;
}

async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2));
  if (!given) return exitCodes.done;
  const signal = stopOnInterrupt();
  const machine = describeMachine();
  const rows = await measure(given, signal);
  if (given.json) console.log(JSON.stringify({ machine, rows }));
  else console.log(sections(machine, rows));
  const wrong = mismatches(rows);
  for (const sentence of wrong) console.error(`not the same work: ${sentence}`);
  if (signal.aborted) return exitCodes.interrupted;
  return wrong.length > 0 ? exitCodes.failed : exitCodes.done;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = error instanceof WrongUsage ? exitCodes.refused : exitCodes.failed;
}
