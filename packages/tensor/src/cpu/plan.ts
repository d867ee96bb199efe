import type { Binding, Graph, GraphNode, ValueSpec } from "../backend.js";
import { bytesOf } from "../dtype.js";
import { BackendError } from "../errors.js";
import { contiguousStrides, sizeOf } from "../shape.js";
import { Arena } from "./arena.js";
import type { CpuRun } from "./kernel.js";
import { lowerCopy, lowerOp } from "./lower.js";
import type { Machine } from "./machine.js";

/** A prepared graph. */
export interface CpuProgram {
  run(inputs: readonly Binding[], outputs: readonly Binding[]): void;
}

/** Lowers each node of a graph and decides where each value lies. */
export function planGraph(machine: Machine, graph: Graph): CpuProgram {
  return eagerProgram(machine, graph) ?? new Plan(machine, graph).program();
}

function pointerOf({ handle, offset }: Binding, bytes: number): number {
  return (handle as number) + offset * bytes;
}

/** A graph that is one op on the graph's own inputs, as eager execution has them: nothing to plan. */
function eagerProgram(
  machine: Machine,
  { inputs, nodes, outputs, donations }: Graph,
): CpuProgram | undefined {
  const node = nodes[0];
  if (donations?.length) return undefined;
  if (nodes.length !== 1 || !node || node.op.kind === "view") return undefined;
  if (outputs.length !== 1 || outputs[0] !== inputs.length) return undefined;
  if (node.inputs.length !== inputs.length || node.inputs.some((value, i) => value !== i)) return undefined;
  const run = lowerOp(machine, node.op, node.attributes, inputs, node.output);
  const widths = inputs.map(({ dtype }) => bytesOf(dtype));
  const outputWidth = bytesOf(node.output.dtype);
  const pointers = inputs.map(() => 0);
  return {
    run(from, to) {
      for (let i = 0; i < pointers.length; i++) pointers[i] = pointerOf(from[i]!, widths[i]!);
      run(pointers, pointerOf(to[0]!, outputWidth));
    },
  };
}

/** Where a value lies: so many bytes from the start of one of the program's places. */
interface Location {
  readonly place: number;
  readonly offset: number;
  readonly spec: ValueSpec;
}

interface Step {
  readonly run: CpuRun;
  readonly inputs: readonly Location[];
  readonly output: Location;
  /** Reused by every run. */
  readonly pointers: number[];
}

/** Places are the graph's inputs, then its outputs, then the arena of temporaries, which each run allocates. */
class Plan {
  readonly #values: Location[];
  readonly #steps: Step[] = [];
  readonly #arena = new Arena();
  readonly #arenaPlace: number;
  /** The last node that reads each value, itself or through a view of it. */
  readonly #lastUse: number[];
  /** The value whose bytes a value shows: another one for views. */
  readonly #owner: number[] = [];

  constructor(
    readonly machine: Machine,
    readonly graph: Graph,
  ) {
    this.#arenaPlace = graph.inputs.length + graph.outputs.length;
    this.#values = graph.inputs.map((spec, place) => ({ place, offset: 0, spec }));
    this.#lastUse = this.#findLastUses();
  }

  program(): CpuProgram {
    this.graph.nodes.forEach((node, index) => {
      this.#place(node);
      this.#release(index);
    });
    this.graph.outputs.forEach((value, i) => {
      const from = this.#values[value]!;
      const place = this.graph.inputs.length + i;
      if (from.place !== place) this.#copyTo(from, place, 0);
    });
    return this.#program();
  }

  #findLastUses(): number[] {
    const { inputs, nodes, outputs } = this.graph;
    inputs.forEach((_, value) => this.#owner.push(value));
    for (const node of nodes) {
      const value = this.#owner.length;
      this.#owner.push(node.op.kind === "view" ? this.#owner[node.inputs[0]!]! : value);
    }
    const last = this.#owner.map((_, value) => value - inputs.length);
    nodes.forEach((node, index) => {
      for (const value of node.inputs) last[this.#owner[value]!] = index;
    });
    for (const value of outputs) last[this.#owner[value]!] = nodes.length;
    return last;
  }

  #place({ op, attributes, inputs, output }: GraphNode): void {
    const from = inputs.map((value) => this.#values[value]!);
    if (op.kind === "view") {
      const x = from[0]!;
      const layout = op.layout(x.spec.shape, x.spec.strides, attributes);
      if (layout) this.#values.push(viewOf(x, layout.shape, layout.strides, layout.offset));
      else {
        const copy = this.#copyTo(x, this.#arenaPlace, this.#arena.take(bytesIn(x.spec)));
        const again = op.layout(copy.spec.shape, copy.spec.strides, attributes);
        if (!again) throw new BackendError(`${op.name}: no layout for a contiguous tensor`);
        this.#values.push(viewOf(copy, again.shape, again.strides, again.offset));
      }
      return;
    }
    // What is written over an input is computed apart, and copied at the end.
    const position = this.graph.outputs.indexOf(this.#values.length);
    const at = this.graph.donations?.some(([donated]) => donated === position) ? -1 : position;
    const location: Location =
      at >= 0
        ? { place: this.graph.inputs.length + at, offset: 0, spec: output }
        : { place: this.#arenaPlace, offset: this.#arena.take(bytesIn(output)), spec: output };
    const specs = from.map(({ spec }) => spec);
    this.#add(lowerOp(this.machine, op, attributes, specs, output), from, location);
    this.#values.push(location);
  }

  /** Gives back the temporaries that no later node reads. Copies made for views live to the end. */
  #release(index: number): void {
    const { inputs, nodes } = this.graph;
    for (let value = inputs.length; value <= inputs.length + index; value++) {
      const own = this.#owner[value] === value && nodes[value - inputs.length]!.op.kind !== "view";
      const { place, offset, spec } = this.#values[value]!;
      if (own && place === this.#arenaPlace && this.#lastUse[value] === index)
        this.#arena.give(offset, bytesIn(spec));
    }
  }

  #copyTo(from: Location, place: number, offset: number): Location {
    const spec = { ...from.spec, strides: contiguousStrides(from.spec.shape) };
    const to = { place, offset, spec };
    this.#add(lowerCopy(this.machine, from.spec), [from], to);
    return to;
  }

  #add(run: CpuRun, inputs: readonly Location[], output: Location): void {
    this.#steps.push({ run, inputs, output, pointers: inputs.map(() => 0) });
  }

  #program(): CpuProgram {
    const { machine } = this;
    const steps = this.#steps;
    const bytes = this.#arena.bytes;
    const inputWidths = this.graph.inputs.map(({ dtype }) => bytesOf(dtype));
    const outputWidths = this.graph.outputs.map((value) => bytesOf(this.#values[value]!.spec.dtype));
    const places = new Array<number>(this.#arenaPlace + 1).fill(0);
    return {
      run(inputs, outputs) {
        inputs.forEach((binding, i) => {
          places[i] = pointerOf(binding, inputWidths[i]!);
        });
        outputs.forEach((binding, i) => {
          places[inputs.length + i] = pointerOf(binding, outputWidths[i]!);
        });
        const arena = bytes > 0 ? machine.allocate(bytes) : 0;
        places[places.length - 1] = arena;
        try {
          for (const { run, inputs: from, output, pointers } of steps) {
            for (let i = 0; i < from.length; i++) pointers[i] = places[from[i]!.place]! + from[i]!.offset;
            run(pointers, places[output.place]! + output.offset);
          }
        } finally {
          if (arena) machine.free(arena);
        }
      },
    };
  }
}

function viewOf(x: Location, shape: readonly number[], strides: readonly number[], offset: number): Location {
  const { dtype } = x.spec;
  return { place: x.place, offset: x.offset + offset * bytesOf(dtype), spec: { dtype, shape, strides } };
}

function bytesIn({ dtype, shape }: ValueSpec): number {
  return sizeOf(shape) * bytesOf(dtype);
}
