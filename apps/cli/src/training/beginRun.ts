import { join } from "node:path";
import type { Output } from "../output.js";
import { RunFolder, type Settings } from "./runFolder.js";

/** Begins a run in its folder or goes on with the one there, and says what that does to what is there. */
export async function beginRun<T>(
  out: string,
  settings: Settings,
  resume: boolean,
  output: Output,
): Promise<RunFolder<T>> {
  const run = await RunFolder.open<T>(out, settings, resume);
  const { stderr } = output.io;
  const isNew = !run.resumed && !run.finished;
  if (resume && isNew) stderr(`${out}: nothing was interrupted there; starting anew\n`);
  if (isNew && run.before !== "nothing")
    stderr(
      `warning: ${out} holds ${run.before === "finished" ? "a finished" : "an interrupted"} run, which this one replaces\n`,
    );
  return run;
}

/** Says that the run has ended before and where its results are; with `--json` its result once more. */
export function tellFinished({ folder, finished }: RunFolder<unknown>, output: Output): void {
  const report = join(folder, "report.html");
  const hasModel = finished?.["model"] !== undefined;
  output.say(`${folder}: the run is finished; nothing was changed.`);
  if (hasModel) output.say(`Model: ${folder}`);
  output.say(`Report: ${report}`);
  // The folder may have been moved since.
  output.event({ ...finished, ...(hasModel && { model: folder }), report, unchanged: true });
}
