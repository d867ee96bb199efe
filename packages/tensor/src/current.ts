import type { Backend } from "./backend.js";
import { type CpuBackend, createCpuBackend } from "./cpu/backend.js";

let current: Backend | undefined;
let engine: CpuBackend | undefined;

/** The engine that this package begins with. */
function defaultEngine(): CpuBackend {
  return (engine ??= createCpuBackend());
}

/** The backend on which creation functions make tensors: the CPU engine unless `useBackend` said otherwise. */
export function currentBackend(): Backend {
  return (current ??= defaultEngine());
}

/** Makes tensors on `backend` from now on. Tensors that exist stay where they are; `t.to(backend)` moves one. */
export function useBackend(backend: Backend): void {
  current = backend;
}

/**
 * Sets how many threads the default CPU engine shares its work among; "auto", as it begins, is as many as the host runs
 * at once, at most 16. The results are the same for any number. Without shared memory (a page that isn't cross-origin
 * isolated) it stays one.
 * @throws UsageError unless it is "auto" or a whole number from 1 to 64.
 */
export function setThreads(count: number | "auto"): void {
  // An engine that begins with more threads has work space for more; one that begins with one could never have more.
  if (!engine && count !== 1) engine = createCpuBackend({ threads: count });
  else defaultEngine().setThreads(count);
}

/** The most threads that share the default CPU engine's work. */
export function threads(): number {
  return defaultEngine().threads.most;
}
