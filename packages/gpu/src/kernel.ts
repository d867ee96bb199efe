import type { Attributes, Epilogue, ValueSpec } from "@mebae/tensor/backend";

/** What generated code may count on, as plain data: code is written without a device, and tested without an adapter. */
export interface GpuFacts {
  /** Whether shaders may use f16. */
  readonly float16: boolean;
  /** The most storage buffers of one dispatch. */
  readonly storageBuffers: number;
  /** Invocations that every subgroup has at least, a power of two; 1 without subgroups. Results don't depend on it. */
  readonly subgroupSize: number;
  /** Whether it computes on the processor: compiling long code takes it longer than it runs. Results don't depend on it. */
  readonly isSoftware: boolean;
}

/** What every WebGPU adapter has, and the shortest code. */
export const leastFacts: GpuFacts = {
  float16: false,
  storageBuffers: 8,
  subgroupSize: 1,
  isSoftware: true,
};

/** A buffer of a dispatch: which of the kernel's inputs, outputs or scratch buffers, or the words of refusals. */
export interface BufferUse {
  readonly kind: "input" | "output" | "scratch" | "refusals";
  readonly index: number;
  /** Whether the code writes it. No buffer is read through one binding and written through another. */
  readonly writes: boolean;
}

/** One dispatch of a shader with the entry point `main`. */
export interface Dispatch {
  /** What it is, in errors and profiles. */
  readonly label: string;
  readonly code: string;
  /** Bindings 0, 1, ... of group 0; after them comes the uniform of offsets: see wgsl/module.ts. */
  readonly buffers: readonly BufferUse[];
  /** The word of that uniform after the offsets; 0 by default. */
  readonly invocations?: number;
  /** Workgroups in all. The engine lays them out in x and y; the code counts them by `workgroupNumber`. */
  readonly workgroups: number;
}

/** What an op refuses: the kernel notes the first place where it stands, and a later read throws. */
export interface Refusals {
  /** The input that holds the refused values, or the output where the kernel leaves them there. */
  readonly from: number | "output";
  /** The error for the first refused element, numbered in row-major order: the CPU's own words. */
  readonly error: (place: number, value: number) => Error;
}

/** A prepared kernel: dispatches in their order. */
export interface KernelPlan {
  readonly dispatches: readonly Dispatch[];
  /** Bytes of each scratch buffer; what it holds at first is arbitrary. */
  readonly scratch?: readonly number[];
  readonly refusals?: Refusals;
}

/**
 * A hand-written kernel of one op: pure text generation. Inputs come with any strides, also 0 and negative ones; the
 * output is contiguous and never empty. Where an input is read, and the output begins, is known at run time only.
 */
export interface GpuKernel<A extends Attributes = Attributes> {
  /** Whether it takes inputs of this kind; otherwise the op has no kernel here. All by default. */
  readonly takes?: (inputs: readonly ValueSpec[], output: ValueSpec) => boolean;
  /** Multiplications and additions of one run, for profiles. */
  readonly flops?: (inputs: readonly ValueSpec[], output: ValueSpec) => number;
  /** Whether it takes an epilogue; its bias is then the last input. */
  readonly takesEpilogue?: boolean;
  /** The axis of the output along which an epilogue's bias lies; the last by default. */
  readonly biasAxis?: number;
  readonly prepare: (
    facts: GpuFacts,
    inputs: readonly ValueSpec[],
    output: ValueSpec,
    attributes: A,
    epilogue?: Epilogue,
  ) => KernelPlan;
}
