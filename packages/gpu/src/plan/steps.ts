import {
  BackendError,
  describe,
  fusedLoops,
  type Graph,
  type Group,
  groupTasks,
  isContiguous,
  type Pointer,
  type StepDescription,
  sizeOf,
  type Task,
  type TaskList,
  type Value,
  type ValueSpec,
} from "@mebae/tensor/backend";
import type { GpuFacts, KernelPlan } from "../kernel.js";
import { kernels } from "../kernels/index.js";
import { elementwiseDispatch } from "../wgsl/elementwise.js";
import { loopBuffers } from "../wgsl/loops.js";
import { elementTypeOf } from "../wgsl/operand.js";
import { rowPlan } from "../wgsl/rowPlan.js";
import { fitsDevice, neededOutside } from "./fits.js";

/** One kernel of a program: what its plan calls input and output i is `inputs[i]` and `outputs[i]`. */
export interface Step {
  readonly plan: KernelPlan;
  readonly inputs: readonly Pointer[];
  readonly outputs: readonly Value[];
  /** How an own kernel looks at its inputs; a fused one refuses nothing, and has none. */
  readonly specs: readonly ValueSpec[];
  readonly description: StepDescription;
  /** Outputs that it writes where the state lies that they replace. */
  readonly inPlace: readonly Value[];
}

/** A state of the program: the output that replaces an input. */
interface State {
  readonly to: Value;
  readonly from: Value;
}

/** Writes the kernels of a list of tasks, in the order in which they run; what has no elements needs none. */
export function stepsOf(facts: GpuFacts, list: TaskList, donations: Graph["donations"] = []): Step[] {
  const groups = groupTasks(list.tasks, fitsDevice(list, facts.storageBuffers)).filter(({ tasks }) =>
    tasks.some(({ output }) => sizeOf(output.spec.shape) > 0),
  );
  const homes = new Map<number, Group>();
  for (const group of groups) for (const task of group.tasks) homes.set(task.index, group);
  const needed = neededOutside(list, (index) => homes.get(index));
  const lastRead = new Map<Value, number>();
  groups.forEach(({ tasks }, index) => {
    for (const { reads } of tasks) for (const { value } of reads) lastRead.set(value, index);
  });
  const states = donations.map(([output, input]) => ({
    to: list.outputs[output]!,
    from: list.inputs[input]!,
  }));
  return groups.map((group, index) => {
    const ended = states.filter(({ from }) => (lastRead.get(from) ?? index) <= index);
    return group.frame ? fusedStep(facts, group, needed, ended) : ownStep(facts, group.tasks[0]!, ended);
  });
}

/** @param ended States that no later kernel reads. */
function fusedStep(
  facts: GpuFacts,
  { tasks, frame }: Group,
  needed: ReadonlySet<Value>,
  ended: readonly State[],
): Step {
  const loops = fusedLoops(frame!, needed);
  const hasRows = loops.program.stages.some(({ reductions }) => reductions.length > 0);
  const inPlace = ended.filter(
    ({ to, from }) =>
      loops.writes.includes(to) &&
      (loops.reads.every(({ value }) => value !== from) ||
        // An invocation reads its element before it writes it, and of bytes four at once; rows share their elements.
        (!hasRows && elementTypeOf(to.spec.dtype).packed === 1 && loops.mayReplace(to, from))),
  );
  const buffers = loopBuffers(loops, new Map(inPlace.map(({ to, from }) => [from, to])));
  const label = [...new Set(tasks.map(({ op }) => op.name))].join("·");
  const outputs = [...new Set(loops.writes)];
  const shape = frame!.axes.map(({ size }) => size);
  return {
    plan: hasRows
      ? rowPlan(facts, loops.program, buffers, label)
      : { dispatches: [elementwiseDispatch(facts, loops.program, buffers, label)] },
    inputs: loops.reads.filter((_, i) => buffers.reads[i]!.kind === "input"),
    outputs,
    specs: [],
    description: describe(tasks, outputs, shape, tasks.length * sizeOf(shape)),
    inPlace: inPlace.map(({ to }) => to),
  };
}

function ownStep(facts: GpuFacts, task: Task, ended: readonly State[]): Step {
  const { op, attributes, reads, output, shape, epilogue } = task;
  const kernel = kernels[op.name];
  const specs = reads.map(({ spec }) => spec);
  const made = { ...output.spec, shape };
  if (!kernel || kernel.takes?.(specs, made) === false) {
    const forms = specs.map(({ dtype, shape, strides }) =>
      isContiguous(shape, strides) ? `${dtype} [${shape}]` : `${dtype} [${shape}] with strides [${strides}]`,
    );
    throw new BackendError(
      `${op.name}: the gpu backend has no kernel for ${forms.join(", ")}; move the inputs with await t.to(backend) to the CPU`,
    );
  }
  const plan = kernel.prepare(facts, specs, made, attributes, epilogue);
  const description = describe([task], [output], shape, kernel.flops?.(specs, made) ?? 0);
  const isFree = ({ to, from }: State) => to === output && reads.every(({ value }) => value !== from);
  const inPlace = ended.some(isFree) ? [output] : [];
  return { plan, inputs: reads, outputs: [output], specs, description, inPlace };
}
