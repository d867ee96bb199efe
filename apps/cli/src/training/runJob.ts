import { assertWritable } from "@mebae/training/node";
import { exitCodes } from "../io.js";
import type { Job, KeptFold, Outcome } from "./job.js";
import { keepOutcome } from "./keepOutcome.js";
import { Interrupted } from "./part.js";
import { RunFolder, type Settings } from "./runFolder.js";

export interface RunOptions {
  readonly out: string;
  /** What must be the same for `resume` to go on. */
  readonly identity: Settings;
  readonly resume: boolean;
  /** The name of what is predicted, for the report. */
  readonly target?: string;
}

/** Does a job in its folder and keeps what came of it; Ctrl-C leaves what `--resume` goes on with. */
export async function runJob(
  task: Omit<Job, "run">,
  { out, identity, resume, target }: RunOptions,
  work: (job: Job) => Promise<Outcome>,
): Promise<number> {
  const { io, output } = task;
  await assertWritable(out);
  const run = await RunFolder.open<KeptFold>(out, identity, resume);
  if (resume && !run.resumed) io.stderr(`${out}: nothing was interrupted there; starting anew\n`);
  const job: Job = { ...task, run };
  try {
    await keepOutcome(job, await work(job), out, target);
    await run.finish();
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const { steps } = error;
    const after = steps === undefined ? "" : ` after step ${steps}`;
    io.stderr(`interrupted${after}; go on with the same command and --resume\n`);
    output.event({ event: "interrupted", steps, model: out });
    return exitCodes.interrupted;
  }
}
