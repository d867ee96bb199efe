import {
  type Binding,
  bytesOf,
  type Graph,
  isFloat,
  type OwnKernels,
  type StepDescription,
  sizeOf,
  tasksOf,
  type Value,
} from "@mebae/tensor/backend";
import type { BufferUse, Refusals } from "../kernel.js";
import { kernels } from "../kernels/index.js";
import type { Block, BufferPool } from "../memory/pool.js";
import type { PreparedDispatch, Recorder } from "./recorder.js";
import { lookUp, nothing, type RefusalWords, refusalBytes } from "./refusals.js";
import { type Step, stepsOf } from "./steps.js";

/** What a tensor of this backend holds: the block changes when a program overwrites the tensor. */
export interface GpuHandle {
  block: Block;
}

/** Where a value lies: at the program's input or output of that number, or in a temporary. */
interface Location {
  readonly place: "input" | "output" | "temporary";
  readonly index: number;
}

/** A dispatch and where its buffers are. */
interface Call {
  readonly prepared: PreparedDispatch;
  readonly buffers: readonly { readonly location: Location | Block; readonly offset: number }[];
}

interface ProgramStep {
  readonly calls: readonly Call[];
  /** Temporaries that it is the first, or the last, to use. */
  readonly takes: readonly number[];
  readonly gives: readonly number[];
  readonly refusals: RefusalWords | undefined;
  readonly description: StepDescription;
}

/** How the kernels here take an op. Epilogues are written for floats. */
export const ownKernels: OwnKernels = ({ name }, dtype) => {
  const kernel = kernels[name];
  const { takesEpilogue = false, biasAxis = -1 } = kernel ?? {};
  return kernel && { strided: true, takesEpilogue: takesEpilogue && isFloat(dtype), biasAxis };
};

/** A graph as dispatches: what is fused, where values lie, and when a temporary is free again. */
export class GpuProgram {
  readonly #steps: ProgramStep[] = [];
  /** Bytes of each temporary. */
  readonly #temporaries: number[] = [];
  readonly #locations = new Map<Value, Location>();
  /** Outputs that go to another buffer than the state that they replace, since WebGPU refuses one that is read and written. */
  readonly #moved: readonly number[];
  #dispatches = 0;

  constructor(
    readonly recorder: Recorder,
    readonly pool: BufferPool,
    readonly graph: Graph,
  ) {
    const list = tasksOf(graph, ownKernels);
    list.inputs.forEach((value, index) => this.#locations.set(value, { place: "input", index }));
    list.outputs.forEach((value, index) => this.#locations.set(value, { place: "output", index }));
    const { donations = [] } = graph;
    const steps = stepsOf(recorder.device.facts, list, donations);
    const inPlace = new Set(steps.flatMap((step) => step.inPlace));
    this.#moved = donations.map(([output]) => output).filter((output) => !inPlace.has(list.outputs[output]!));
    this.#plan(steps);
  }

  #plan(steps: readonly Step[]): void {
    const { facts } = this.recorder.device;
    const lastUse = new Map<Value, number>();
    steps.forEach(({ inputs, outputs }, index) => {
      for (const value of [...inputs.map((input) => input.value), ...outputs]) lastUse.set(value, index);
    });
    steps.forEach(({ plan, inputs, outputs, specs, description }, index) => {
      const takes: number[] = [];
      const take = (bytes: number): Location => {
        takes.push(this.#temporaries.length);
        return { place: "temporary", index: this.#temporaries.push(bytes) - 1 };
      };
      // No step writes a value without elements, but one may read it: a sum of nothing does.
      for (const value of [...inputs.map((input) => input.value), ...outputs]) {
        if (this.#locations.has(value)) continue;
        this.#locations.set(value, take(sizeOf(value.spec.shape) * bytesOf(value.spec.dtype)));
      }
      const scratch = (plan.scratch ?? []).map(take);
      const refusedIn = ({ from }: Refusals) => (from === "output" ? outputs[0]!.spec : specs[from]!);
      const words = plan.refusals && this.#words();
      const refused = words && refusedIn(plan.refusals!);
      const refusals = refused && { refusals: plan.refusals!, dtype: refused.dtype, block: words };
      const lookUps = refused ? [lookUp(facts, refused, plan.refusals!)] : [];
      const bufferOf = ({ kind, index: i }: BufferUse) => {
        if (kind === "input")
          return { location: this.#locations.get(inputs[i]!.value)!, offset: inputs[i]!.offset };
        if (kind === "refusals") return { location: words!, offset: 0 };
        return { location: kind === "output" ? this.#locations.get(outputs[i]!)! : scratch[i]!, offset: 0 };
      };
      const calls = [...plan.dispatches, ...lookUps].map((dispatch) => ({
        prepared: this.recorder.prepare(dispatch),
        buffers: dispatch.buffers.map(bufferOf),
      }));
      const used = [...inputs.map((input) => input.value), ...outputs];
      const ended = used
        .filter((value) => lastUse.get(value) === index)
        .map((value) => this.#locations.get(value)!);
      const gives = [
        ...new Set(
          [...ended, ...scratch].flatMap(({ place, index: i }) => (place === "temporary" ? [i] : [])),
        ),
      ];
      this.#dispatches += calls.length;
      this.#steps.push({ calls, takes, gives, refusals, description });
    });
  }

  #words(): Block {
    // Written at once, before anything that is recorded: not what recorded commands still use.
    const block = this.pool.take(refusalBytes, "gpu", (free) => !this.recorder.isPending(free));
    this.recorder.device.gpu.queue.writeBuffer(block.buffer, 0, Uint32Array.of(nothing, 0));
    return block;
  }

  /** Records the program. Gives the words of kernels that may have refused a value. */
  run(inputs: readonly Binding[], outputs: readonly Binding[]): readonly RefusalWords[] {
    const { pool, recorder } = this;
    recorder.makeRoom(this.#dispatches);
    const old = inputs.map(({ handle }) => (handle as GpuHandle).block);
    const made = outputs.map(({ handle }) => (handle as GpuHandle).block);
    for (const output of this.#moved) made[output] = pool.take(made[output]!.size);
    const temporaries: Block[] = [];
    const blockOf = (location: Location | Block) => {
      if ("buffer" in location) return location;
      if (location.place === "temporary") return temporaries[location.index]!;
      return (location.place === "input" ? old : made)[location.index]!;
    };
    const start = (location: Location | Block) => {
      if ("buffer" in location || location.place === "temporary") return 0;
      return (location.place === "input" ? inputs : outputs)[location.index]!.offset;
    };
    for (const { calls, takes, gives, description } of this.#steps) {
      recorder.clock?.begin(description);
      for (const index of takes) temporaries[index] = pool.take(this.#temporaries[index]!);
      for (const { prepared, buffers } of calls) {
        const blocks = buffers.map(({ location }) => blockOf(location));
        recorder.run(
          prepared,
          blocks,
          buffers.map(({ location, offset }) => start(location) + offset),
        );
      }
      for (const index of gives) pool.give(temporaries[index]!);
    }
    for (const output of this.#moved) {
      const handle = outputs[output]!.handle as GpuHandle;
      pool.give(handle.block);
      handle.block = made[output]!;
    }
    return this.#steps.flatMap(({ refusals }) => refusals ?? []);
  }
}
