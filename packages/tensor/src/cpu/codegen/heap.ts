import { bytesOf, type DType, type TypedArray, typedArray } from "../../dtype.js";
import type { CpuMachine } from "../kernel.js";

/** The whole heap as elements of a dtype; good until the memory grows. */
export function heapOf(machine: CpuMachine, dtype: DType): TypedArray {
  const { buffer } = machine.memory;
  return typedArray(dtype, buffer, 0, Math.floor(buffer.byteLength / bytesOf(dtype)));
}
