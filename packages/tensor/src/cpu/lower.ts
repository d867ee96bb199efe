import type { ValueSpec } from "../backend.js";
import { bytesOf, typedArray } from "../dtype.js";
import { BackendError } from "../errors.js";
import { input } from "../expression/scalar.js";
import { scalarTypeOf } from "../ops/cast.js";
import type { AnyOp, Attributes, KernelOp } from "../ops/op.js";
import { broadcastStrides, contiguousStrides, isContiguous, sizeOf } from "../shape.js";
import { elementwiseProgram } from "./codegen/elementwise.js";
import type { CpuRun, Epilogue } from "./kernel.js";
import { withScratch } from "./kernels/scratch.js";
import type { Machine } from "./machine.js";

/**
 * How one op runs on inputs that lie as given: code generated for it, its kernel, or its plain definition. Views and
 * reductions are no op's own: `planGraph` resolves them.
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
  if (op.cpu?.dtypes.includes((inputs[0] ?? output).dtype)) {
    const { cpu } = op;
    return onLayouts(machine, inputs, cpu.strided, (specs) =>
      cpu.prepare(machine, specs, output, attributes, epilogue),
    );
  }
  switch (op.kind) {
    case "elementwise": {
      const scalars = inputs.map(({ dtype }, i) => input(i, scalarTypeOf(dtype)));
      return elementwiseProgram(
        machine,
        op.value(scalars, attributes).node,
        broadcast(inputs, output),
        output,
      );
    }
    case "kernel":
      return onLayouts(machine, inputs, false, (specs) =>
        plainDefinition(machine, op, attributes, specs, output),
      );
    default:
      throw new BackendError(`${op.name}: the cpu backend has no kernel for this ${op.kind} op`);
  }
}

/** Copies one value, whatever its strides, to contiguous memory. */
export function lowerCopy(machine: Machine, from: ValueSpec): CpuRun {
  const value = input(0, scalarTypeOf(from.dtype)).node;
  return elementwiseProgram(machine, value, [from], contiguous(from));
}

function contiguous({ dtype, shape }: ValueSpec): ValueSpec {
  return { dtype, shape, strides: contiguousStrides(shape) };
}

function broadcast(inputs: readonly ValueSpec[], { shape }: ValueSpec): ValueSpec[] {
  return inputs.map((spec) => ({
    ...spec,
    shape,
    strides: broadcastStrides(spec.shape, spec.strides, shape),
  }));
}

/** Runs what `prepare` makes, after copying the inputs that it can't take as they lie. */
function onLayouts(
  machine: Machine,
  inputs: readonly ValueSpec[],
  strided: boolean,
  prepare: (inputs: readonly ValueSpec[]) => CpuRun,
): CpuRun {
  const copied = inputs.map((spec) => !strided && !isContiguous(spec.shape, spec.strides));
  const run = prepare(inputs.map((spec, i) => (copied[i] ? contiguous(spec) : spec)));
  if (!copied.includes(true)) return run;
  const copies = inputs.map((spec, i) => (copied[i] ? lowerCopy(machine, spec) : undefined));
  const bytes = inputs.map((spec, i) => (copied[i] ? sizeOf(spec.shape) * bytesOf(spec.dtype) : 0));
  const lend = withScratch(machine, bytes);
  return (pointers, output) =>
    lend((...spaces) => {
      copies.forEach((copy, i) => {
        copy?.([pointers[i]!], spaces[i]!);
      });
      run(
        spaces.map((space, i) => (copied[i] ? space : pointers[i]!)),
        output,
      );
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
