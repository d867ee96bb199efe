import { storedElements, storedNumbers, type Tensor } from "@mebae/tensor";
import {
  type Accuracy,
  type Backend,
  BackendError,
  type Binding,
  bytesOf,
  contiguousStrides,
  type DType,
  type Graph,
  type GraphNode,
  sizeOf,
  stridedOffsets,
  typedArray,
  type ValueSpec,
} from "@mebae/tensor/backend";
import { asDtype } from "../arrays.js";
import type { BoundedArray } from "./boundedArray.js";
import { elementwiseBound } from "./elementwiseBound.js";
import { kernelBound } from "./kernelBound.js";
import { reductionBound } from "./reductionBound.js";

/** What its buffers are: numbers, and beside each the bound of its error. */
interface Handle {
  readonly dtype: DType;
  readonly data: Float64Array;
  readonly errors: Float64Array;
}

/** The reference with error bounds. */
export interface BoundedReference extends Backend {
  /** How far the elements of a tensor here may be from those that a backend of the accuracy gives, row-major. */
  errorsOf(tensor: Tensor): Float64Array;
}

/**
 * A backend whose numbers are the reference's, and that carries beside each how far those of a backend may be from it whose
 * own arithmetic is as accurate as stated: op by op, from the bounds of the op's inputs. A gradient is a program of the
 * same ops, and gets its bounds by running here. It also has float16, which the reference computes as float32.
 */
export function createBoundedReference(reference: Backend, accuracy: Accuracy): BoundedReference {
  const read = (handle: unknown, byteOffset: number, bytes: number): Uint8Array<ArrayBuffer> => {
    const { dtype, data } = handle as Handle;
    const width = bytesOf(dtype);
    const stored = storedElements(dtype, data.subarray(byteOffset / width, (byteOffset + bytes) / width));
    return new Uint8Array(stored.buffer as ArrayBuffer);
  };
  return {
    name: "reference with bounds",
    dtypes: new Set([...reference.dtypes, "float16"]),
    limits: reference.limits,
    allocate: (bytes, contents) => {
      const { dtype } = contents!;
      const length = bytes / bytesOf(dtype);
      return { dtype, data: new Float64Array(length), errors: new Float64Array(length) } satisfies Handle;
    },
    free: () => undefined,
    upload: (handle, stored) => {
      const { dtype, data } = handle as Handle;
      data.set(storedNumbers(dtype, stored));
    },
    read: async (handle, byteOffset, bytes) => read(handle, byteOffset, bytes),
    readSync: read,
    hasKernel: () => false,
    prepare: (graph) => graph,
    run: (program, inputs, outputs) => {
      const graph = program as Graph;
      const [node] = graph.nodes;
      if (!node || graph.nodes.length > 1)
        throw new BackendError("conformance: bounds are found op by op, not of a compiled program");
      const arrays = node.inputs.map((i) => readArray(graph.inputs[i]!, inputs[i]!));
      const out = runNode(reference, accuracy, node, arrays);
      const { handle, offset } = outputs[0]!;
      (handle as Handle).data.set(out.data, offset);
      (handle as Handle).errors.set(out.errors, offset);
    },
    synchronize: async () => undefined,
    errorsOf: ({ dtype, shape, strides, binding }) => readArray({ dtype, shape, strides }, binding).errors,
  };
}

function readArray({ dtype, shape, strides }: ValueSpec, { handle, offset }: Binding): BoundedArray {
  const { data, errors } = handle as Handle;
  const offsets = [...stridedOffsets(shape, strides, offset)];
  const pick = (from: Float64Array) => Float64Array.from(offsets, (at) => from[at]!);
  return { dtype, shape, data: pick(data), errors: pick(errors) };
}

function runNode(
  reference: Backend,
  accuracy: Accuracy,
  node: GraphNode,
  inputs: readonly BoundedArray[],
): BoundedArray {
  const { op, attributes } = node;
  const { dtype, shape } = node.output;
  const data = asDtype(valuesOf(reference, node, inputs), dtype);
  const out = { dtype, shape, data, errors: new Float64Array(data.length) };
  if (op.kind === "elementwise") elementwiseBound(op, inputs, out, attributes, accuracy);
  else if (op.kind === "reduction") reductionBound(op, inputs[0]!, out, attributes as never, accuracy);
  else if (op.kind === "kernel") kernelBound(op, inputs, out, attributes, accuracy);
  else throw new BackendError(`${op.name}: a view or a composite op isn't run by itself`);
  return out;
}

/** The reference's result. */
function valuesOf(reference: Backend, node: GraphNode, inputs: readonly BoundedArray[]): ArrayLike<number> {
  const specs = [...inputs, node.output].map(({ dtype, shape }) => ({
    dtype: dtype === "float16" ? ("float32" as const) : dtype,
    shape,
    strides: contiguousStrides(shape),
  }));
  const output = specs.at(-1)!;
  const handles = specs.map((spec) => reference.allocate(sizeOf(spec.shape) * bytesOf(spec.dtype), spec));
  inputs.forEach(({ data }, i) => {
    const typed = typedArray(specs[i]!.dtype, data.length);
    typed.set(data);
    reference.upload(handles[i]!, typed);
  });
  const program = reference.prepare({
    inputs: specs.slice(0, -1),
    nodes: [{ ...node, inputs: inputs.map((_, i) => i), output }],
    outputs: [inputs.length],
  });
  const bindings = handles.map((handle) => ({ handle, offset: 0 }));
  reference.run(program, bindings.slice(0, -1), bindings.slice(-1));
  const bytes = reference.readSync!(handles.at(-1), 0, sizeOf(output.shape) * bytesOf(output.dtype));
  for (const handle of handles) reference.free(handle);
  return typedArray(output.dtype, bytes.buffer, bytes.byteOffset, sizeOf(output.shape));
}
