// Mebae beside its peers, in one run; README.md says how to read what it prints and writes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureCeilings } from "@mebae/workloads";
import { type Arguments, isWhole, readArguments, WrongUsage } from "./arguments.ts";
import { weighBundles } from "./measure/bundles.ts";
import { describeMachine } from "./measure/machine.ts";
import { measureGroup } from "./measure/measure.ts";
import { planGroups } from "./measure/plan.ts";
import { Progress } from "./measure/progress.ts";
import type { Row } from "./measure/result.ts";
import { servePage } from "./protocol/pageServer.ts";
import { ceilingsText } from "./report/limits.ts";
import { results, summary } from "./report/results.ts";
import { mismatches } from "./report/rows.ts";
import { sections } from "./report/sections.ts";

const resultsFile = new URL("RESULTS.md", import.meta.url);
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
  const folder = mkdtempSync(join(tmpdir(), "mebae-bench-"));
  const { url, server } = await servePage(folder);
  const groups = planGroups(given, url);
  const progress = new Progress(groups.reduce((sum, { cases }) => sum + cases.length, 0));
  const rows: Row[] = [];
  try {
    for (const group of groups) {
      const isStep = group.cases[0]!.kind === "step";
      const pace = { rounds: given.rounds, milliseconds: isStep ? 150 : 30, patience: 10_000, signal };
      await measureGroup(group, folder, pace, progress, (row) => rows.push(row));
    }
  } finally {
    server.close();
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
  const ceilings = measureCeilings();
  const bundles = await weighBundles();
  const rows = await measure(given, signal);
  const measured = { machine, ceilings, rows, bundles };
  if (given.json) console.log(JSON.stringify(measured));
  else
    console.log(
      `${sections({ ...machine, ceilings: ceilingsText(ceilings) }, rows)}\n\n${summary(measured)}`,
    );
  if (given.write && isWhole(given) && !signal.aborted) writeFileSync(resultsFile, results(measured));
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
