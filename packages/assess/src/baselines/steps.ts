import { throwIfAborted } from "@mebae/tensor";
import { breathe } from "@mebae/training";

/** A computation that gives the thread back now and then, yielding how much of it is done, from 0 to 1. */
export type Steps<Result> = Generator<number, Result, void>;

export interface RunOptions {
  /** Of what runs, for the error. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Runs the steps, and lets the event loop turn between them. @throws AbortedError */
export async function runSteps<Result>(
  steps: Steps<Result>,
  { name, signal, onProgress }: RunOptions,
): Promise<Result> {
  throwIfAborted(signal, `${name}: ended before it was done`);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    onProgress?.(value);
    await breathe();
    throwIfAborted(signal, `${name}: ended before it was done`);
  }
}

/** The steps as a share of a longer computation, from `from` to `to`. */
export function* between<Result>(from: number, to: number, steps: Steps<Result>): Steps<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield from + (to - from) * value;
  }
}
