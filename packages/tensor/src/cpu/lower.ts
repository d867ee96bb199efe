import type { ValueSpec } from "../backend.js";
import { typedArray } from "../dtype.js";
import { BackendError } from "../errors.js";
import { input } from "../expression/scalar.js";
import type { Epilogue } from "../fuse/ownKernel.js";
import { scalarTypeOf } from "../ops/cast.js";
import type { AnyOp, Attributes, KernelOp } from "../ops/op.js";
import { contiguousStrides, sizeOf } from "../shape.js";
import { elementwiseProgram } from "./codegen/elementwise.js";
import type { CpuRun } from "./kernel.js";
import type { Machine } from "./machine.js";

/**
 * How an op runs that is fused with nothing: by its kernel, or by its plain definition on contiguous values.
 * @param epilogue Of a kernel that takes one; its bias is the last of the inputs then.
 */
export function lowerOp(
  machine: Machine,
  op: AnyOp,
  attributes: Attributes,
  inputs: readonly ValueSpec[],
  output: ValueSpec,
  epilogue?: Epilogue,
): CpuRun {
  const { cpu } = op;
  if (cpu?.dtypes.includes((inputs[0] ?? output).dtype))
    return cpu.prepare(machine, inputs, output, attributes, epilogue);
  if (op.kind === "kernel") return plainDefinition(machine, op, attributes, inputs, output);
  throw new BackendError(`${op.name}: the cpu backend has no kernel for this ${op.kind} op`);
}

/** Copies one value, whatever its strides, to contiguous memory. */
export function lowerCopy(machine: Machine, from: ValueSpec): CpuRun {
  const value = input(0, scalarTypeOf(from.dtype)).node;
  return elementwiseProgram(machine, value, [from], {
    ...from,
    strides: contiguousStrides(from.shape),
  });
}

/** The op's own loops, on views of the heap. */
function plainDefinition(
  machine: Machine,
  op: KernelOp,
  attributes: Attributes,
  inputs: readonly ValueSpec[],
  output: ValueSpec,
): CpuRun {
  const view = ({ dtype, shape }: ValueSpec, pointer: number) => ({
    dtype,
    shape,
    data: typedArray(dtype, machine.memory.buffer, pointer, sizeOf(shape)),
  });
  return (pointers, pointer) => {
    const out = view(output, pointer);
    out.data.fill(0);
    op.compute(
      inputs.map((spec, i) => view(spec, pointers[i]!)),
      out,
      attributes,
    );
  };
}
