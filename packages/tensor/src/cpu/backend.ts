import type { Backend, Binding, Graph } from "../backend.js";
import { dtypes } from "../dtype.js";
import type { HeapReport } from "./allocator.js";
import { Machine } from "./machine.js";
import { type CpuProgram, planGraph } from "./plan.js";

/** The CPU backend, with what only it can tell. */
export interface CpuBackend extends Backend {
  /** What its heap holds, scratch memory included. */
  report(): HeapReport;
}

/**
 * WebAssembly with SIMD: elementwise ops and reductions as code generated for their expressions, contractions and
 * windows as hand-written kernels, every other op by its plain definition on the same memory. Handles are pointers.
 * @param options.maximumBytes Where the heap ends; 4 GiB by default.
 * @throws MemoryError when the heap is full.
 */
export function createCpuBackend(options: { readonly maximumBytes?: number } = {}): CpuBackend {
  const machine = new Machine(options.maximumBytes);
  const copy = (handle: unknown, byteOffset: number, bytes: number) => {
    const start = (handle as number) + byteOffset;
    return machine.bytes.slice(start, start + bytes);
  };
  return {
    name: "cpu",
    dtypes: new Set(dtypes),
    limits: { maximumBytes: options.maximumBytes ?? 2 ** 32 },
    allocate: (bytes) => machine.allocate(bytes),
    free: (handle) => machine.free(handle as number),
    upload: (handle, data) => {
      machine.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), handle as number);
    },
    read: async (handle, byteOffset, bytes) => copy(handle, byteOffset, bytes),
    readSync: copy,
    hasKernel: (op) => op.kind !== "composite" || op.cpu !== undefined,
    prepare: (graph: Graph) => planGraph(machine, graph),
    run: (program, inputs: readonly Binding[], outputs: readonly Binding[]) =>
      (program as CpuProgram).run(inputs, outputs),
    synchronize: async () => undefined,
    report: () => machine.report(),
  };
}
