import type { Binding, Graph } from "../backend.js";
import { bytesOf } from "../dtype.js";
import { Arena } from "./arena.js";
import { bytesIn, callOfRun, type Step, stepsOf } from "./fuse/steps.js";
import { type TaskList, tasksOf, type Value } from "./fuse/tasks.js";
import { lowerCopy, lowerOp } from "./lower.js";
import type { Machine } from "./machine.js";
import type { StepDescription } from "./profile.js";

/** A prepared graph. */
export interface CpuProgram {
  /** Its kernels in the order in which they run. */
  readonly steps: readonly StepDescription[];
  run(inputs: readonly Binding[], outputs: readonly Binding[]): void;
}

/** Fuses the nodes of a graph into kernels and decides where each value lies. */
export function planGraph(machine: Machine, graph: Graph): CpuProgram {
  return eagerProgram(machine, graph) ?? new Plan(machine, graph).program();
}

/** A graph that is one op on the graph's own inputs, as eager execution has them: nothing to plan. */
function eagerProgram(
  machine: Machine,
  { inputs, nodes, outputs, donations }: Graph,
): CpuProgram | undefined {
  const node = nodes[0];
  if (nodes.length !== 1 || !node || donations?.length) return undefined;
  if (node.op.kind === "view" || node.op.kind === "reduction") return undefined;
  if (outputs.length !== 1 || outputs[0] !== inputs.length) return undefined;
  if (node.inputs.length !== inputs.length || node.inputs.some((value, i) => value !== i)) return undefined;
  const run = lowerOp(machine, node.op, node.attributes, inputs, node.output);
  const widths = inputs.map(({ dtype }) => bytesOf(dtype));
  const outputWidth = bytesOf(node.output.dtype);
  const pointers = inputs.map(() => 0);
  const bytes = [...inputs, node.output].reduce((total, spec) => total + bytesIn(spec), 0);
  const step = { name: `${node.op.name} [${node.output.shape.join(", ")}]`, flops: 0, bytes };
  return {
    steps: [step],
    run(from, to) {
      for (let i = 0; i < pointers.length; i++) pointers[i] = pointerOf(from[i]!, widths[i]!);
      const output = pointerOf(to[0]!, outputWidth);
      if (machine.profiler) machine.profiler.time(step, () => run(pointers, output));
      else run(pointers, output);
    },
  };
}

function pointerOf({ handle, offset }: Binding, bytes: number): number {
  return (handle as number) + offset * bytes;
}

/** Where a value lies: so many bytes from the start of a place. */
interface Location {
  readonly place: number;
  readonly offset: number;
}

/** Places are the graph's inputs, then its outputs, then the arena of temporaries. */
class Plan {
  readonly #tasks: TaskList;
  readonly #steps: Step[];
  /** Bytes of scratch memory. */
  readonly #scratch: number;
  readonly #arena = new Arena();
  readonly #arenaPlace: number;
  readonly #locations = new Map<Value, Location>();
  /** The last step that reads each value. */
  readonly #lastRead = new Map<Value, number>();

  constructor(
    readonly machine: Machine,
    readonly graph: Graph,
  ) {
    this.#tasks = tasksOf(graph);
    const { made, bytes } = machine.workspace.measure(() => stepsOf(machine, this.#tasks));
    this.#steps = made;
    this.#scratch = bytes;
    this.#arenaPlace = graph.inputs.length + graph.outputs.length;
    this.#tasks.inputs.forEach((value, place) => this.#locations.set(value, { place, offset: 0 }));
    this.#steps.forEach(({ reads }, step) => {
      for (const { value } of reads) this.#lastRead.set(value, step);
    });
  }

  program(): CpuProgram {
    const late: number[] = [];
    this.#steps.forEach((step, index) => {
      for (const value of step.writes) this.#place(value, step, index, late);
      for (const value of new Set([...step.writes, ...step.reads.map((read) => read.value)])) {
        const { place, offset } = this.#locations.get(value)!;
        const last = this.#lastRead.get(value) ?? index;
        if (place === this.#arenaPlace && last === index && !this.#tasks.outputs.includes(value))
          this.#arena.give(offset, bytesIn(value.spec));
      }
    });
    for (const output of late) this.#copyOut(output);
    return this.#bind();
  }

  /** Outputs lie at their bindings, but for those that would overwrite a state that is still needed. */
  #place(value: Value, step: Step, index: number, late: number[]): void {
    if (this.#locations.has(value)) return;
    const output = this.#tasks.outputs.indexOf(value);
    const donation = this.graph.donations?.find(([to]) => to === output);
    const from = donation && this.#tasks.inputs[donation[1]]!;
    const free = !from || ((this.#lastRead.get(from) ?? 0) <= index && step.mayReplace(value, from));
    if (output >= 0 && free)
      this.#locations.set(value, { place: this.graph.inputs.length + output, offset: 0 });
    else {
      if (output >= 0) late.push(output);
      this.#locations.set(value, { place: this.#arenaPlace, offset: this.#arena.take(bytesIn(value.spec)) });
    }
  }

  #copyOut(output: number): void {
    const from = this.#tasks.outputs[output]!;
    const to: Value = { spec: from.spec };
    this.#locations.set(to, { place: this.graph.inputs.length + output, offset: 0 });
    const bytes = 2 * bytesIn(from.spec);
    this.#steps.push({
      ...callOfRun(lowerCopy(this.machine, from.spec), 1),
      ...{ reads: [{ value: from, offset: 0 }], writes: [to], mayReplace: () => false },
      ...{ name: `copy [${from.spec.shape.join(", ")}]`, flops: 0, bytes },
    });
  }

  /** Which arguments hold an address in each place: they are written again only when the place moves. */
  #bind(): CpuProgram {
    const { machine, graph } = this;
    const steps = this.#steps;
    const patches = Array.from({ length: this.#arenaPlace + 1 }, (): Patch[] => []);
    for (const { args, reads, writes } of steps) {
      [...reads, ...writes.map((value) => ({ value, offset: 0 }))].forEach((pointer, index) => {
        const { place, offset } = this.#locations.get(pointer.value)!;
        patches[place]!.push({ args, index, offset: offset + pointer.offset });
      });
    }
    const outputWidths = this.#tasks.outputs.map(({ spec }) => bytesOf(spec.dtype));
    const widths = [...graph.inputs.map(({ dtype }) => bytesOf(dtype)), ...outputWidths];
    const bases = widths.map(() => -1);
    const runs = steps.map(({ run }) => run);
    const { bytes } = this.#arena;
    const arenaPlace = this.#arenaPlace;
    const scratch = this.#scratch;
    let arena = 0;
    const move = (place: number, base: number) => {
      for (const { args, index, offset } of patches[place]!) args[index] = base + offset;
    };
    const rebind = (bindings: readonly Binding[], first: number) => {
      for (let i = 0; i < bindings.length; i++) {
        const place = first + i;
        const base = pointerOf(bindings[i]!, widths[place]!);
        if (base === bases[place]) continue;
        bases[place] = base;
        move(place, base);
      }
    };
    const program: CpuProgram = {
      steps,
      run: (inputs, outputs) => {
        if (arena === 0 && bytes > 0) {
          arena = machine.allocate(bytes);
          machine.freeWith(program, arena);
          move(arenaPlace, arena);
        }
        machine.workspace.require(scratch);
        rebind(inputs, 0);
        rebind(outputs, inputs.length);
        const { profiler } = machine;
        if (profiler) for (const step of steps) profiler.time(step, step.run);
        else for (let i = 0; i < runs.length; i++) runs[i]!();
      },
    };
    return program;
  }
}

/** An argument that is so many bytes from the start of a place. */
interface Patch {
  readonly args: number[];
  readonly index: number;
  readonly offset: number;
}
