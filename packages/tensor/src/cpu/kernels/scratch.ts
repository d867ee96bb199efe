import type { CpuMachine, CpuRun } from "../kernel.js";

/**
 * Plans the scratch blocks of a kernel's runs, at its preparation. What it returns takes a run's code, and lends it the
 * blocks' addresses, each at a cache line.
 */
export function withScratch(
  { workspace }: CpuMachine,
  sizes: readonly number[],
): (use: (...blocks: number[]) => void) => void {
  const starts: number[] = [];
  let total = 0;
  for (const bytes of sizes) {
    starts.push(total);
    total += Math.ceil(bytes / 64) * 64;
  }
  workspace.plan(total);
  return (use) => workspace.lend(total, (space) => use(...starts.map((start) => space + start)));
}

/** Writes zeros. */
export function zeroRun(machine: CpuMachine, bytes: number): CpuRun {
  return (_inputs, out) => new Uint8Array(machine.memory.buffer, out, bytes).fill(0);
}
