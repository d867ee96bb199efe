import type { Graph, GraphNode, ValueSpec } from "../../../backend.js";
import { bytesOf, type DType, type TypedArray, typedArray } from "../../../dtype.js";
import type { AnyOp, Attributes } from "../../../ops/op.js";
import type { Generator } from "../../../random/generator.js";
import { contiguousStrides, sizeOf, stridedOffsets } from "../../../shape.js";
import type { CpuBackend } from "../../backend.js";

/** A graph under construction; values are their numbers in it. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];

  constructor(readonly inputs: readonly ValueSpec[]) {}

  /** What is known of a value. */
  spec(value: number): ValueSpec {
    return this.inputs[value] ?? this.nodes[value - this.inputs.length]!.output;
  }

  add(op: AnyOp, inputs: readonly number[], attributes: Attributes = {}): number {
    const { dtype, shape } = op.infer(
      inputs.map((value) => this.spec(value)),
      attributes,
    );
    this.nodes.push({ op, attributes, inputs, output: plain(dtype, shape) });
    return this.inputs.length + this.nodes.length - 1;
  }

  graph(outputs: readonly number[], donations: Graph["donations"] = []): Graph {
    return { inputs: this.inputs, nodes: this.nodes, outputs, donations };
  }
}

/** A contiguous value. */
export function plain(dtype: DType, shape: readonly number[]): ValueSpec {
  return { dtype, shape, strides: contiguousStrides(shape) };
}

/** Values for each input of a graph, as its constants say where it has some. */
export function drawInputs({ inputs }: Graph, random: Generator): TypedArray[] {
  return inputs.map(({ dtype, shape, constant }) => {
    const data = typedArray(dtype, sizeOf(shape));
    for (let i = 0; i < data.length; i++) {
      const u = random.uniform();
      data[i] = constant ?? (dtype === "bool" ? Number(u < 0.5) : dtype[0] === "f" ? u * 4 - 2 : u * 20);
    }
    return data;
  });
}

/** The outputs of a prepared graph, donated inputs given over: run several times on the same values each time. */
export function runGraph(
  backend: CpuBackend,
  graph: Graph,
  values: readonly TypedArray[],
  times = 1,
): TypedArray[] {
  const program = backend.prepare(graph);
  const specs = graph.outputs.map((value) => specOf(graph, value));
  let results: TypedArray[] = [];
  for (let time = 0; time < times; time++) {
    const inputs = graph.inputs.map(({ dtype }, i) => upload(backend, dtype, values[i]!));
    const donated = new Map(graph.donations);
    const outputs = specs.map(({ dtype, shape }, k) => {
      const from = donated.get(k);
      return from === undefined ? backend.allocate(sizeOf(shape) * bytesOf(dtype)) : inputs[from]!;
    });
    const bind = (handle: unknown) => ({ handle, offset: 0 });
    backend.run(program, inputs.map(bind), outputs.map(bind));
    results = specs.map(({ dtype, shape }, k) => {
      const bytes = backend.readSync!(outputs[k], 0, sizeOf(shape) * bytesOf(dtype));
      return typedArray(dtype, bytes.buffer, bytes.byteOffset, sizeOf(shape));
    });
    for (const handle of new Set([...inputs, ...outputs])) backend.free(handle);
  }
  return results;
}

/** The same, each node alone. */
export function runNodes(backend: CpuBackend, graph: Graph, values: readonly TypedArray[]): TypedArray[] {
  const known = graph.inputs.map((spec, i) => ({
    spec,
    handle: upload(backend, spec.dtype, values[i]!),
    offset: 0,
  }));
  for (const node of graph.nodes) {
    const from = node.inputs.map((value) => known[value]!);
    if (node.op.kind === "view") {
      const x = from[0]!;
      const layout = node.op.layout(x.spec.shape, x.spec.strides, node.attributes);
      if (layout) {
        const { shape, strides, offset } = layout;
        known.push({ spec: { ...x.spec, shape, strides }, handle: x.handle, offset: x.offset + offset });
        continue;
      }
    }
    const handle = backend.allocate(sizeOf(node.output.shape) * bytesOf(node.output.dtype));
    const program = backend.prepare({
      inputs: from.map(({ spec }) => ({ ...spec, constant: undefined }) as never),
      nodes: [{ ...node, inputs: from.map((_, i) => i) }],
      outputs: [from.length],
    });
    backend.run(program, from, [{ handle, offset: 0 }]);
    known.push({ spec: node.output, handle, offset: 0 });
  }
  return graph.outputs.map((value) => {
    const { spec, handle, offset } = known[value]!;
    const at = [...stridedOffsets(spec.shape, spec.strides, offset)];
    const bytes = (Math.max(-1, ...at) + 1) * bytesOf(spec.dtype);
    const all = typedArray(
      spec.dtype,
      backend.readSync!(handle, 0, bytes).buffer,
      0,
      bytes / bytesOf(spec.dtype),
    );
    const out = typedArray(spec.dtype, at.length);
    for (let i = 0; i < at.length; i++) out[i] = all[at[i]!]!;
    return out;
  });
}

function specOf(graph: Graph, value: number): ValueSpec {
  return graph.inputs[value] ?? graph.nodes[value - graph.inputs.length]!.output;
}

function upload(backend: CpuBackend, dtype: DType, values: TypedArray): unknown {
  const handle = backend.allocate(values.length * bytesOf(dtype) + 64);
  backend.upload(handle, values);
  return handle;
}
