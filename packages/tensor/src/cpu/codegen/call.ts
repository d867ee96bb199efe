import type { CpuMachine, Work } from "../kernel.js";

/** A call of a kernel, ready to be made again and again: whoever makes it writes the pointers into `args` first. */
export interface Call {
  readonly args: number[];
  readonly run: () => void;
}

type Entry = (...args: number[]) => void;

/** Does nothing: for values without elements. */
export function emptyCall(pointers: number): Call {
  return { args: new Array<number>(pointers).fill(0), run: () => undefined };
}

/** Calls with the whole range where the work is too small to share. Few arguments are passed without spreading them. */
export function callOf(
  machine: CpuMachine,
  entry: WebAssembly.ExportValue | undefined,
  a: number[],
  work: Work,
): Call {
  if (work.count > work.grain) return { args: a, run: () => machine.share(entry!, a, work) };
  a[work.range] = 0;
  a[work.range + 1] = work.count;
  if (work.thread !== undefined) a[work.thread] = 0;
  const run = entry as Entry;
  if (a.length === 4) return { args: a, run: () => run(a[0]!, a[1]!, a[2]!, a[3]!) };
  if (a.length === 5) return { args: a, run: () => run(a[0]!, a[1]!, a[2]!, a[3]!, a[4]!) };
  if (a.length === 6) return { args: a, run: () => run(a[0]!, a[1]!, a[2]!, a[3]!, a[4]!, a[5]!) };
  return { args: a, run: () => run(...a) };
}
