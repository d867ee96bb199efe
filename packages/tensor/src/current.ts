import type { Backend } from "./backend.js";
import { createCpuBackend } from "./cpu/backend.js";

let current: Backend | undefined;

/** The backend on which creation functions make tensors: the CPU engine unless `useBackend` said otherwise. */
export function currentBackend(): Backend {
  return (current ??= createCpuBackend());
}

/** Makes tensors on `backend` from now on. Tensors that exist stay where they are; `t.to(backend)` moves one. */
export function useBackend(backend: Backend): void {
  current = backend;
}
