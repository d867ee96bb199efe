import "../disposal.js";
import type { Backend, Binding, Graph } from "../backend.js";
import { dtypes } from "../dtype.js";
import type { ProfileRow } from "../fuse/describe.js";
import type { HeapReport } from "./allocator.js";
import { type CpuOptions, Machine } from "./machine.js";
import { type CpuProgram, planGraph } from "./plan.js";
import { Profiler } from "./profile.js";
import { checkThreads } from "./threads/count.js";

export type { CpuOptions };

/** The CPU backend, with what only it can tell. */
export interface CpuBackend extends Backend, Disposable {
  /** What its heap holds, scratch memory included. */
  report(): HeapReport;
  /** The most threads that share its work, and how many do now: workers join some milliseconds after the first large op. */
  readonly threads: { readonly most: number; readonly joined: number };
  /** Changes how many threads share its work; "auto" is as many as the host runs at once. */
  setThreads(count: number | "auto"): void;
  /** Ends its worker threads. What it holds can still be read, and computed with on one thread. */
  dispose(): void;
  /** Runs a function, and tells for each kernel that ran in it how often, how long, and over how much work and memory. */
  profile(run: () => void): ProfileRow[];
}

/**
 * WebAssembly with SIMD: elementwise ops and reductions as code generated for their expressions, contractions and
 * windows as hand-written kernels, every other op by its plain definition on the same memory. Handles are pointers.
 * Large kernels are shared with worker threads where the host lets threads share memory.
 * @throws UsageError on a number of threads that can't be; MemoryError, later, when the heap is full.
 */
export function createCpuBackend(options: CpuOptions = {}): CpuBackend {
  const machine = new Machine(options);
  const copy = (handle: unknown, byteOffset: number, bytes: number) => {
    const start = (handle as number) + byteOffset;
    return machine.bytes.slice(start, start + bytes);
  };
  return {
    name: "cpu",
    dtypes: new Set(dtypes),
    limits: { maximumBytes: options.maximumBytes ?? 2 ** 32 },
    allocate: (bytes, contents) => machine.allocate(bytes, contents),
    free: (handle) => machine.free(handle as number),
    upload: (handle, data) => {
      machine.bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), handle as number);
    },
    read: async (handle, byteOffset, bytes) => copy(handle, byteOffset, bytes),
    readSync: copy,
    hasKernel: (op, dtype) => op.kind !== "composite" || op.cpu?.dtypes.includes(dtype) === true,
    prepare: (graph: Graph) => planGraph(machine, graph),
    run: (program, inputs: readonly Binding[], outputs: readonly Binding[]) =>
      (program as CpuProgram).run(inputs, outputs),
    synchronize: async () => undefined,
    report: () => machine.report(),
    get threads() {
      return machine.threads;
    },
    setThreads: (count) => machine.setThreads(checkThreads(count, "setThreads")),
    dispose: () => machine.dispose(),
    [Symbol.dispose]: () => machine.dispose(),
    profile: (run) => {
      machine.profiler = new Profiler();
      try {
        run();
        return machine.profiler.rows();
      } finally {
        machine.profiler = undefined;
      }
    },
  };
}
