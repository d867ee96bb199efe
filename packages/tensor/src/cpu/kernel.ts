import type { ValueSpec } from "../backend.js";
import type { DType } from "../dtype.js";
import type { Attributes } from "../ops/op.js";

/** The WebAssembly side of the CPU engine, as kernels see it. Pointers are byte addresses in `memory`. */
export interface CpuMachine {
  readonly memory: WebAssembly.Memory;
  /** Whether the host runs relaxed SIMD (fused multiply-add); probed once. */
  readonly relaxedSimd: boolean;
  /** 16-byte aligned scratch memory; free it in the same call. */
  allocate(bytes: number): number;
  free(pointer: number): void;
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
export interface CpuKernel<A extends Attributes = Attributes> {
  /** Dtypes (of the first input) that it handles; the engine uses the op's plain definition for others. */
  readonly dtypes: readonly DType[];
  /** Whether it takes any strides; otherwise the engine hands it contiguous copies. */
  readonly strided: boolean;
  readonly prepare: (
    machine: CpuMachine,
    inputs: readonly ValueSpec[],
    output: ValueSpec,
    attributes: A,
  ) => CpuRun;
}
