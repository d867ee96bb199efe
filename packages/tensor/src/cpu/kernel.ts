import type { ValueSpec } from "../backend.js";
import type { DType } from "../dtype.js";
import type { Epilogue, OwnKernel } from "../fuse/ownKernel.js";
import type { Attributes } from "../ops/op.js";
import type { Workspace } from "./workspace.js";

/** How one call of a WebAssembly function may be cut into calls for several threads. */
export interface Work {
  /** Where, among the arguments, the begin and after it the end of a range of items stand. */
  readonly range: number;
  /** The items are 0 ... count - 1. What a call writes for an item must not depend on the range around it. */
  readonly count: number;
  /** Fewer items than this aren't worth handing over: ranges are multiples of it, but for the last. */
  readonly grain: number;
  /** Where, among the arguments, the number of the thread stands (0 ... maximumThreads - 1), to choose scratch memory by. */
  readonly thread?: number;
}

/** The WebAssembly side of the CPU engine, as kernels see it. Pointers are byte addresses in `memory`. */
export interface CpuMachine {
  readonly memory: WebAssembly.Memory;
  /** Whether the host runs relaxed SIMD (fused multiply-add); probed once. */
  readonly relaxedSimd: boolean;
  /** The most threads that may ever share work: how often scratch memory is needed. */
  readonly maximumThreads: number;
  /** The most threads that share work now, and how many have joined. */
  readonly threads: { readonly most: number; readonly joined: number };
  /** Elements of simple work that are worth a second thread: what kernels choose the grain of their work by. */
  readonly grain: number;
  /**
   * Calls an export of an instance of this machine with `args`, cut into ranges among the threads that have joined; on
   * one thread, or where it isn't worth it, in one call. Returns when all is done. The results are the same for any
   * number of threads. `args` is scratch of the caller's: the range and the thread are written into it. Work that a dying
   * worker left undone is done again, all of it; where two arguments are one address, a kernel may overwrite what it reads,
   * and a BackendError says that the result is lost.
   */
  share(run: WebAssembly.ExportValue, args: number[], work: Work): void;
  /** Scratch memory, planned when a kernel is prepared: see kernels/scratch.ts. */
  readonly workspace: Workspace;
  /**
   * An instance of a module that imports this machine's memory as `env.memory` and perhaps functions of `math`;
   * cached by `key`.
   */
  instantiate(
    key: string,
    bytes: () => Uint8Array<ArrayBuffer>,
    math?: WebAssembly.ModuleImports,
  ): WebAssembly.Exports;
}

/** A prepared kernel: reads at the inputs' pointers, writes contiguously at the output's. */
export type CpuRun = (inputs: readonly number[], output: number) => void;

/** A hand-written kernel of one op. */
export interface CpuKernel<A extends Attributes = Attributes> extends OwnKernel {
  /** Dtypes (of the first input) that it handles; the engine uses the op's plain definition for others. */
  readonly dtypes: readonly DType[];
  /** Multiplications and additions of one run, for profiles; contractions tell theirs. */
  readonly flops?: (inputs: readonly ValueSpec[], output: ValueSpec) => number;
  readonly prepare: (
    machine: CpuMachine,
    inputs: readonly ValueSpec[],
    output: ValueSpec,
    attributes: A,
    epilogue?: Epilogue,
  ) => CpuRun;
}
