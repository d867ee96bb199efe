import type { ValueSpec } from "../../backend.js";
import { bytesOf, type DType, type TypedArray, typedArray } from "../../dtype.js";
import type { Epilogue } from "../../fuse/ownKernel.js";
import type { Attributes } from "../../ops/op.js";
import { contiguousStrides, type Shape, sizeOf } from "../../shape.js";
import type { CpuKernel, CpuMachine, Work } from "../kernel.js";
import { Machine } from "../machine.js";

/** What tests of kernels share: random values, a machine that cuts work as threads would, and one call of a kernel. */

export interface Value {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: TypedArray;
}

export function specOf({ dtype, shape }: Pick<Value, "dtype" | "shape">): ValueSpec {
  return { dtype, shape, strides: contiguousStrides(shape) };
}

/** Values around 0 that are the same each time. */
export function randomValue(shape: Shape, seed: number, dtype: DType = "float32"): Value {
  const data = typedArray(dtype, sizeOf(shape));
  let state = seed * 2654435761 + 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = state / 2 ** 31 - 1;
  }
  return { dtype, shape, data };
}

/** A machine on whose heap a test puts values. */
export type TestMachine = CpuMachine & Pick<Machine, "allocate" | "free">;

/** Shares work in uneven ranges, last first, each as another thread: what may happen with many threads, each time. */
export function cutMachine(maximumThreads = 3): TestMachine {
  const machine = new Machine({ threads: 1 });
  return {
    memory: machine.memory,
    relaxedSimd: machine.relaxedSimd,
    maximumThreads,
    grain: 1,
    threads: { most: maximumThreads, joined: maximumThreads },
    workspace: machine.workspace,
    allocate: (bytes) => machine.allocate(bytes),
    free: (pointer) => machine.free(pointer),
    instantiate: (key, bytes, math) => machine.instantiate(key, bytes, math),
    share: (run, args, work) => shareInRanges(run as (...args: number[]) => void, args, work, maximumThreads),
  };
}

function shareInRanges(
  run: (...args: number[]) => void,
  args: number[],
  { range, count, grain, thread }: Work,
  maximumThreads: number,
): void {
  const ranges: [number, number][] = [];
  for (let begin = 0, size = grain; begin < count; size += grain) {
    const end = Math.min(count, begin + size);
    ranges.push([begin, end]);
    begin = end;
  }
  ranges.reverse().forEach(([begin, end], i) => {
    args[range] = begin;
    args[range + 1] = end;
    if (thread !== undefined) args[thread] = i % maximumThreads;
    run(...args);
  });
}

/** What a kernel makes of contiguous inputs; the output's memory holds NaN before. */
export function runKernel<A extends Attributes>(
  machine: TestMachine,
  kernel: CpuKernel<A>,
  inputs: readonly Value[],
  output: Pick<Value, "dtype" | "shape">,
  attributes: A,
  epilogue?: Epilogue,
): TypedArray {
  const run = kernel.prepare(machine, inputs.map(specOf), specOf(output), attributes, epilogue);
  const pointers = inputs.map(({ dtype, data }) => {
    const at = machine.allocate(data.length * bytesOf(dtype));
    typedArray(dtype, machine.memory.buffer, at, data.length).set(data);
    return at;
  });
  const size = sizeOf(output.shape);
  const out = machine.allocate(size * bytesOf(output.dtype));
  typedArray(output.dtype, machine.memory.buffer, out, size).fill(Number.NaN);
  run(pointers, out);
  const result = typedArray(output.dtype, machine.memory.buffer, out, size).slice();
  for (const pointer of [...pointers, out]) machine.free(pointer);
  return result;
}
