import type { Steps } from "@mebae/stats";
import type { Io } from "../io.js";
import { duration } from "../progress.js";

export interface Followed<Result> {
  readonly result: Result;
  readonly done: number;
  /** Whether Ctrl-C ended it early. */
  readonly interrupted: boolean;
}

/** How many steps are worth it, told from how many are done and what the quickest of them took, in seconds. */
export type Enough = (done: number, secondsAStep: number) => number;

/**
 * Runs a long computation step by step: shows it on a terminal, with rate and time left, and ends it with what is done when
 * Ctrl-C is heard, which needs the thread now and then.
 */
export async function followSteps<Result>(
  steps: Steps<Result>,
  { io, label, enough }: { readonly io: Io; readonly label: string; readonly enough: Enough },
): Promise<Followed<Result>> {
  const began = performance.now();
  let [last, shown, rested] = [began, began, began];
  let quickest = Infinity;
  let done = 0;
  let interrupted = false;
  let step = steps.next();
  while (!step.done) {
    done = step.value;
    const now = performance.now();
    quickest = Math.min(quickest, now - last);
    const total = enough(done, quickest / 1000);
    if (io.interactive && now - shown > 100 && done < total) {
      shown = now;
      const rate = done / ((now - began) / 1000);
      io.stderr(
        `\r\x1b[K${label} ${done}/${total}, ${rate.toPrecision(3)} refits/s, ${duration((total - done) / rate)} left`,
      );
    }
    if (now - rested > 50) {
      await new Promise((resolve) => setImmediate(resolve));
      rested = performance.now();
    }
    interrupted = io.signal.aborted && done < total;
    last = performance.now();
    step = steps.next(!interrupted && done < total);
  }
  if (shown > began) io.stderr("\r\x1b[K");
  return { result: step.value, done, interrupted };
}
