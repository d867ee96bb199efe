import type { Binding, Graph } from "../backend.js";
import { bytesOf, type DType } from "../dtype.js";
import { bytesIn, type StepDescription } from "../fuse/describe.js";
import type { OwnKernel } from "../fuse/ownKernel.js";
import { type TaskList, tasksOf, type Value } from "../fuse/tasks.js";
import type { AnyOp } from "../ops/op.js";
import { Arena } from "./arena.js";
import { callOfRun, type Step, stepsOf } from "./fuse/steps.js";
import { lowerCopy } from "./lower.js";
import type { Machine } from "./machine.js";

/** A prepared graph. */
export interface CpuProgram {
  /** Its kernels in the order in which they run. */
  readonly steps: readonly StepDescription[];
  run(inputs: readonly Binding[], outputs: readonly Binding[]): void;
}

/** Fuses the nodes of a graph into kernels and decides where each value lies. Eager execution is a graph of one node. */
export function planGraph(machine: Machine, graph: Graph): CpuProgram {
  return new Plan(machine, graph).program();
}

function ownKernel({ cpu }: AnyOp, dtype: DType): OwnKernel | undefined {
  return cpu?.dtypes.includes(dtype) ? cpu : undefined;
}

function pointerOf({ handle, offset }: Binding, bytes: number): number {
  return (handle as number) + offset * bytes;
}

/** Where a value lies: so many bytes from the start of a place. */
interface Location {
  readonly place: number;
  readonly offset: number;
}

/**
 * Places are the graph's inputs, then its outputs, then the arena of temporaries, which lies in the work space: no two
 * programs run at once.
 */
class Plan {
  readonly #tasks: TaskList;
  readonly #steps: Step[];
  readonly #arena = new Arena();
  readonly #arenaPlace: number;
  readonly #locations = new Map<Value, Location>();
  /** The last step that reads each value. */
  readonly #lastRead = new Map<Value, number>();

  constructor(
    readonly machine: Machine,
    readonly graph: Graph,
  ) {
    this.#tasks = tasksOf(graph, ownKernel);
    this.#steps = stepsOf(machine, this.#tasks);
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
    const bases = patches.map(() => -1);
    const runs = steps.map(({ run }) => run);
    const { bytes } = this.#arena;
    const arenaPlace = this.#arenaPlace;
    const scratch = Math.max(0, ...steps.map((step) => step.scratch ?? 0));
    const move = (place: number, base: number) => {
      if (base === bases[place]) return;
      bases[place] = base;
      for (const { args, index, offset } of patches[place]!) args[index] = base + offset;
    };
    const rebind = (bindings: readonly Binding[], first: number) => {
      for (let i = 0; i < bindings.length; i++) move(first + i, pointerOf(bindings[i]!, widths[first + i]!));
    };
    const execute = (arena: number) => {
      move(arenaPlace, arena);
      const { profiler } = machine;
      if (profiler) for (const step of steps) profiler.time(step, step.run);
      else for (let i = 0; i < runs.length; i++) runs[i]!();
    };
    return {
      steps,
      run: (inputs, outputs) => {
        rebind(inputs, 0);
        rebind(outputs, inputs.length);
        machine.workspace.lend(bytes, execute, scratch);
      },
    };
  }
}

/** An argument that is so many bytes from the start of a place. */
interface Patch {
  readonly args: number[];
  readonly index: number;
  readonly offset: number;
}
