/**
 * A long computation that gives the thread back after every step: it yields how many steps are done, ends with what it has
 * where it is answered `false`, and returns the result.
 */
export type Steps<Result> = Generator<number, Result, boolean | undefined>;

/** All steps at once; `after` is called between them, and `false` from it ends them. */
export function runSteps<Result>(steps: Steps<Result>, after?: (done: number) => unknown): Result {
  let step = steps.next();
  while (!step.done) step = steps.next(after?.(step.value) !== false);
  return step.value;
}
