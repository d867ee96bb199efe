import { exitCodes } from "../io.js";
import { beginRun, tellFinished } from "./beginRun.js";
import type { Job, KeptFold, Outcome } from "./job.js";
import { keepOutcome } from "./keepOutcome.js";
import { Interrupted } from "./part.js";
import type { Settings } from "./runFolder.js";

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
  using run = await beginRun<KeptFold>(out, identity, resume, output);
  if (run.finished) {
    tellFinished(run, output);
    return exitCodes.done;
  }
  const job: Job = { ...task, run };
  try {
    await run.finish(await keepOutcome(job, await work(job), out, target));
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
