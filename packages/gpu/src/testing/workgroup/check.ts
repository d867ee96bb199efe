import { type Backend, createReferenceBackend } from "@mebae/tensor";
import {
  type Binding,
  bytesOf,
  type Graph,
  sizeOf,
  tasksOf,
  typedArray,
  type Value,
} from "@mebae/tensor/backend";
import { expect } from "vitest";
import { type GpuFacts, leastFacts } from "../../kernel.js";
import { ownKernels } from "../../plan/program.js";
import { stepsOf } from "../../plan/steps.js";
import { type Held, runDispatch } from "./run.js";

/** Facts of a strong card, but for its subgroups: the code that no software adapter is given. */
export const cardFacts: GpuFacts = { ...leastFacts, storageBuffers: 16, isSoftware: false };

/** What is to be simulated, and how near to the plain definition it must come, relative to it and to 1. */
export interface Simulation {
  readonly compute: (backend: Backend) => void;
  readonly tolerance?: number;
  readonly facts: GpuFacts;
  /** Invocations of a subgroup; at least those of the facts. */
  readonly subgroupSize: number;
}

/**
 * Runs the kernels of all graphs that a function computes in JavaScript, and compares them with the plain definitions. No
 * adapter is needed, subgroups may have any size, and a race is an error, whether it would have been lost or not.
 */
export function simulate({ compute, tolerance = 1e-5, facts, subgroupSize }: Simulation): void {
  let graphs = 0;
  const reference = createReferenceBackend();
  const held = ({ handle, offset }: Binding): Held => ({
    bytes: padded(new Uint8Array(handle as ArrayBuffer)),
    offset,
  });
  const run: Backend["run"] = (program, inputs, outputs) => {
    graphs++;
    const graph = program as Graph;
    const found = simulateGraph(graph, inputs.map(held), facts, subgroupSize);
    reference.run(program, inputs, outputs);
    const specs = [...graph.inputs, ...graph.nodes.map(({ output }) => output)];
    graph.outputs.forEach((number, k) => {
      const { dtype, shape } = specs[number]!;
      const view = (bytes: ArrayBuffer) => Array.from(typedArray(dtype, bytes, 0, sizeOf(shape)));
      const expected = view(outputs[k]!.handle as ArrayBuffer);
      view(found[k]!).forEach((value, i) => {
        const near =
          Object.is(value, expected[i]) ||
          Math.abs(value - expected[i]!) <= tolerance * Math.max(1, Math.abs(expected[i]!));
        if (!near)
          expect.fail(
            `${graph.nodes.map(({ op }) => op.name)}, element ${i}: expected ${expected[i]}, got ${value}`,
          );
      });
    });
  };
  compute({ ...reference, name: "simulated", run });
  expect(graphs).toBeGreaterThan(0);
}

/** What a graph's kernels leave in its outputs. */
function simulateGraph(
  graph: Graph,
  inputs: readonly Held[],
  facts: GpuFacts,
  subgroupSize: number,
): ArrayBuffer[] {
  const list = tasksOf(graph, ownKernels);
  const values = new Map<Value, Held>();
  list.inputs.forEach((value, i) => values.set(value, inputs[i]!));
  const heldOf = (value: Value) => {
    let found = values.get(value);
    if (!found) {
      const bytes = new Uint8Array(sizeOf(value.spec.shape) * bytesOf(value.spec.dtype));
      values.set(value, (found = { bytes: padded(bytes.fill(0x7b)), offset: 0 }));
    }
    return found;
  };
  for (const step of stepsOf(facts, list)) {
    const scratch = (step.plan.scratch ?? []).map((bytes) => padded(new Uint8Array(bytes).fill(0x7b)));
    const words = padded(new Uint8Array(8).fill(0xff));
    for (const dispatch of step.plan.dispatches) {
      const buffers = dispatch.buffers.map(({ kind, index }): Held => {
        if (kind === "output") return heldOf(step.outputs[index]!);
        if (kind !== "input") return { bytes: kind === "scratch" ? scratch[index]! : words, offset: 0 };
        const { value, offset } = step.inputs[index]!;
        const from = heldOf(value);
        return { bytes: from.bytes, offset: from.offset + offset };
      });
      runDispatch(dispatch, buffers, subgroupSize);
    }
  }
  return list.outputs.map((value) => heldOf(value).bytes);
}

/** A copy in whole words. */
function padded(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  copy.set(bytes);
  return copy.buffer;
}
