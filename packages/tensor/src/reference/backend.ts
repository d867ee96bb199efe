import type { Backend, Binding, Graph, GraphNode, ValueSpec } from "../backend.js";
import { bytesOf, dtypes, type TypedArray, typedArray } from "../dtype.js";
import { BackendError } from "../errors.js";
import { contiguousStrides, sizeOf, stridedOffsets } from "../shape.js";
import { computeElementwise } from "./elementwise.js";
import { computeReduction } from "./reduction.js";

/** An array of the reference: row-major float64 values that the dtype can hold. */
export interface ReferenceArray extends ValueSpec {
  readonly data: Float64Array;
}

/**
 * The living definition of every op: slow, obvious, one thread, float64 throughout. Each op computes in float64
 * and rounds its result to the dtype; what other backends do is compared with this.
 */
export function createReferenceBackend(): Backend {
  const bytesAt = (handle: unknown, byteOffset: number, bytes: number) =>
    new Uint8Array((handle as ArrayBuffer).slice(byteOffset, byteOffset + bytes));
  return {
    name: "reference",
    dtypes: new Set(dtypes),
    limits: { maximumBytes: 2 ** 32 },
    allocate: (bytes) => new ArrayBuffer(bytes),
    free: () => undefined,
    upload: (handle, data) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      new Uint8Array(handle as ArrayBuffer).set(bytes);
    },
    read: async (handle, byteOffset, bytes) => bytesAt(handle, byteOffset, bytes),
    readSync: bytesAt,
    hasKernel: () => false,
    prepare: (graph) => graph,
    run: (program, inputs, outputs) => runGraph(program as Graph, inputs, outputs),
    synchronize: async () => undefined,
  };
}

function runGraph(graph: Graph, inputs: readonly Binding[], outputs: readonly Binding[]): void {
  const values = graph.inputs.map((spec, i) => readArray(spec, inputs[i]!));
  for (const node of graph.nodes)
    values.push(
      runNode(
        node,
        node.inputs.map((i) => values[i]!),
      ),
    );
  graph.outputs.forEach((value, i) => writeArray(values[value]!, outputs[i]!));
}

function runNode({ op, attributes, output }: GraphNode, inputs: ReferenceArray[]): ReferenceArray {
  const out: ReferenceArray = { ...output, data: new Float64Array(sizeOf(output.shape)) };
  switch (op.kind) {
    case "elementwise":
      computeElementwise(op, inputs, out, attributes);
      break;
    case "reduction":
      computeReduction(op, inputs[0]!, out, attributes as never);
      break;
    case "kernel":
      op.compute(inputs, out, attributes);
      break;
    case "view": {
      const layout = op.layout(inputs[0]!.shape, contiguousStrides(inputs[0]!.shape), attributes)!;
      let i = 0;
      for (const at of stridedOffsets(layout.shape, layout.strides, layout.offset))
        out.data[i++] = inputs[0]!.data[at]!;
      break;
    }
    case "composite":
      throw new BackendError(`${op.name}: a graph for the reference must be decomposed first`);
  }
  return roundToDtype(out);
}

/** The values as the dtype holds them: rounded, wrapped, or truth values. */
function roundToDtype(array: ReferenceArray): ReferenceArray {
  const { data, dtype } = array;
  if (dtype === "float64") return array;
  if (dtype === "bool") for (let i = 0; i < data.length; i++) data[i] = data[i] !== 0 ? 1 : 0;
  else {
    // Int32Array and Uint8Array wrap as the dtypes do.
    const typed = typedArray(dtype, data.length);
    typed.set(data);
    data.set(typed);
  }
  return array;
}

function readArray(spec: ValueSpec, { handle, offset }: Binding): ReferenceArray {
  const source = wholeBuffer(spec, handle);
  const data = new Float64Array(sizeOf(spec.shape));
  let i = 0;
  for (const at of stridedOffsets(spec.shape, spec.strides, offset)) data[i++] = source[at]!;
  return { dtype: spec.dtype, shape: spec.shape, strides: contiguousStrides(spec.shape), data };
}

function writeArray(array: ReferenceArray, { handle, offset }: Binding): void {
  wholeBuffer(array, handle).set(array.data, offset);
}

function wholeBuffer({ dtype }: ValueSpec, handle: unknown): TypedArray {
  const buffer = handle as ArrayBuffer;
  return typedArray(dtype, buffer, 0, Math.floor(buffer.byteLength / bytesOf(dtype)));
}
