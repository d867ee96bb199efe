import type { CpuMachine, CpuRun } from "../kernel.js";

/** Scratch blocks of one run: taken in turn, given back together. */
export function withScratch(
  machine: CpuMachine,
  sizes: readonly number[],
  use: (...blocks: number[]) => void,
): void {
  const blocks: number[] = [];
  try {
    for (const bytes of sizes) blocks.push(machine.allocate(bytes));
    use(...blocks);
  } finally {
    for (const block of blocks) machine.free(block);
  }
}

/** Writes zeros. */
export function zeroRun(machine: CpuMachine, bytes: number): CpuRun {
  return (_inputs, out) => new Uint8Array(machine.memory.buffer, out, bytes).fill(0);
}
