// Beside the contract below: what the author of an engine needs, as the entry @mebae/tensor/backend.
export { bytesOf, type DType, dtypes, isFloat, type TypedArray, typedArray } from "./dtype.js";
export * from "./errors.js";
export { closure } from "./expression/evaluate.js";
export type {
  BinaryOperator,
  Comparison,
  Expression,
  ScalarFunction,
  ScalarType,
  UnaryOperator,
} from "./expression/expression.js";
export { constant, input, Scalar } from "./expression/scalar.js";
export { operandsOf, type Step, type Steps, stepsOf, substitute } from "./expression/steps.js";
export { bytesIn, describe, type ProfileRow, ProfileRows, type StepDescription } from "./fuse/describe.js";
export type { Frame } from "./fuse/frame.js";
export { type Group, groupTasks } from "./fuse/groups.js";
export { type FusedLoops, fusedLoops, type Pointer } from "./fuse/loops.js";
export type { Epilogue, OwnKernel, OwnKernels } from "./fuse/ownKernel.js";
export type { Operand as LoopOperand, Reduction, RowProgram, Stage, Store } from "./fuse/rowProgram.js";
export { type Read, type Task, type TaskList, tasksOf, type Value } from "./fuse/tasks.js";
export { scalarTypeOf } from "./ops/cast.js";
export type { ConvolutionAttributes } from "./ops/conv2d.js";
export { copyOp } from "./ops/copyOp.js";
export type * from "./ops/op.js";
export type { SlidingWindows } from "./ops/slidingWindows.js";
export {
  broadcastStrides,
  contiguousStrides,
  isContiguous,
  type Shape,
  sameShape,
  sizeOf,
  stridedOffsets,
} from "./shape.js";

import type { DType, TypedArray } from "./dtype.js";
import type { AnyOp, Attributes } from "./ops/op.js";
import type { Shape } from "./shape.js";

/** A piece of a backend's memory, known only to the backend that made it. */
export type BufferHandle = unknown;

/** What a buffer holds: a heap that is full names its largest holders by it. */
export interface BufferContents {
  readonly dtype: DType;
  readonly shape: Shape;
  /** Where in the program it was made, in debug mode. */
  readonly origin?: string | undefined;
}

/** How a tensor lies in its buffer; strides in elements. Where it starts is given at run time. */
export interface ValueSpec {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly strides: readonly number[];
  /** Of a graph's input that is one known number in all places: a backend may put it into its code. It is bound as well. */
  readonly constant?: number;
}

/** One op in a graph: values are numbered, graph inputs first, then each node's output. Outputs are contiguous. */
export interface GraphNode {
  readonly op: AnyOp;
  readonly attributes: Attributes;
  readonly inputs: readonly number[];
  readonly output: ValueSpec;
}

/** A pure computation. `inputs` may be strided views; `outputs` name node values, each written contiguously. */
export interface Graph {
  readonly inputs: readonly ValueSpec[];
  readonly nodes: readonly GraphNode[];
  readonly outputs: readonly number[];
  /**
   * Outputs that may be written into the buffer of an input, as [position in `outputs`, position in `inputs`]: `run` gets
   * the same binding for both. Such an input is contiguous, has the output's shape and dtype, and is overwritten only when
   * no node needs its old value any more: parameters, their optimizer's state, running statistics.
   */
  readonly donations?: readonly (readonly [output: number, input: number])[];
}

/** A tensor's place at run time: buffer and offset of its first element, in elements. */
export interface Binding {
  readonly handle: BufferHandle;
  readonly offset: number;
}

/** What a backend made of a graph; it may hold compiled code and plans, and is reused for every run. */
export type Program = unknown;

/**
 * How far a backend's own arithmetic on floats may be from the exact result, in units in the last place (2⁻²³ of the
 * result in float32). What an op or a whole gradient may be off follows from it by error analysis.
 */
export interface Accuracy {
  readonly ulp: Readonly<
    Record<"add" | "subtract" | "multiply" | "divide" | "squareRoot" | "convert", number>
  >;
  /** Whether numbers below the smallest normal one may become 0. */
  readonly flushesSubnormals: boolean;
}

/**
 * What reference, cpu and gpu implement. Eager execution is a graph of one node. `run` may return before the
 * work is done; `read` and `synchronize` wait for it.
 */
export interface Backend {
  readonly name: string;
  readonly dtypes: ReadonlySet<DType>;
  readonly limits: { readonly maximumBytes: number };
  /** Where its arithmetic isn't IEEE 754's, rounded to the nearest, which is what is meant without it. */
  readonly accuracy?: Accuracy;
  /** @param contents What the buffer will hold, for the error of a full memory. */
  allocate(bytes: number, contents?: BufferContents): BufferHandle;
  free(handle: BufferHandle): void;
  upload(handle: BufferHandle, data: TypedArray): void;
  /** A copy of `bytes` bytes from `byteOffset` on. */
  read(handle: BufferHandle, byteOffset: number, bytes: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The same at once; absent where the device can't (a GPU). */
  readSync?(handle: BufferHandle, byteOffset: number, bytes: number): Uint8Array<ArrayBuffer>;
  /**
   * Whether an op has a kernel of its own here for a first input of that dtype. A composite op without one runs as its
   * decomposition; any other kind of op without any way to run makes `prepare` throw by name.
   */
  hasKernel(op: AnyOp, dtype: DType): boolean;
  prepare(graph: Graph): Program;
  run(program: Program, inputs: readonly Binding[], outputs: readonly Binding[]): void;
  synchronize(): Promise<void>;
  /**
   * Waits until the device is at most a few programs behind what `run` was called for: whoever runs without reading awaits it
   * between programs, so that work doesn't pile up, and the device never waits for the host. Absent where `run` is done when
   * it returns.
   */
  ready?(): Promise<void>;
}
