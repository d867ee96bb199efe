import { bytesOf } from "../../dtype.js";
import { describe, type StepDescription } from "../../fuse/describe.js";
import { type Group, groupTasks } from "../../fuse/groups.js";
import type { Pointer } from "../../fuse/loops.js";
import type { Task, TaskList, Value } from "../../fuse/tasks.js";
import { contiguousStrides, sizeOf } from "../../shape.js";
import type { CpuRun } from "../kernel.js";
import { lowerOp } from "../lower.js";
import type { Machine } from "../machine.js";
import { fusedKernel } from "./kernel.js";

/** One call of a program: `args` begin with the addresses of what it reads and then of what it writes. */
export interface Step extends StepDescription {
  readonly args: number[];
  readonly run: () => void;
  readonly reads: readonly Pointer[];
  readonly writes: readonly Value[];
  /** Bytes that it takes from the work space. */
  readonly scratch?: number;
  /** Whether an output may lie where an input lies. */
  mayReplace(output: Value, input: Value): boolean;
}

/** Generates the kernels of a list of tasks, in the order in which they run. */
export function stepsOf(machine: Machine, { tasks, outputs }: TaskList): Step[] {
  const groups = groupTasks(tasks);
  const homes = new Map<Task, Group>();
  for (const group of groups) for (const task of group.tasks) homes.set(task, group);
  const needed = new Set(outputs);
  for (const task of tasks)
    for (const { value } of task.reads)
      if (value.task && homes.get(value.task) !== homes.get(task)) needed.add(value);
  return groups.map((group) => {
    const { made, bytes } = machine.workspace.measure(() =>
      group.frame ? fusedStep(machine, group, needed) : ownStep(machine, group.tasks[0]!),
    );
    return { ...made, scratch: bytes };
  });
}

function fusedStep(machine: Machine, { tasks, frame }: Group, needed: ReadonlySet<Value>): Step {
  const { call, reads, writes, mayReplace } = fusedKernel(machine, frame!, needed);
  const shape = frame!.axes.map(({ size }) => size);
  return {
    ...call,
    ...{ reads, writes, mayReplace },
    ...describe(tasks, writes, shape, tasks.length * sizeOf(shape)),
  };
}

/** A kernel that isn't generated. */
function ownStep(machine: Machine, task: Task): Step {
  const { op, attributes, reads, output, shape, epilogue } = task;
  const specs = reads.map(({ spec }) => spec);
  // What follows a contraction may see its rows along more axes.
  const made = { ...output.spec, shape, strides: contiguousStrides(shape) };
  const run = lowerOp(machine, op, attributes, specs, made, epilogue);
  return {
    ...callOfRun(run, reads.length),
    reads: reads.map(({ value, spec, offset }) => ({ value, offset: offset * bytesOf(spec.dtype) })),
    writes: [output],
    mayReplace: (_, from) => reads.every(({ value }) => value !== from),
    ...describe([task], [output], shape, op.cpu?.flops?.(specs, made) ?? 0),
  };
}

/** A kernel's run as a call with its arguments kept. */
export function callOfRun(run: CpuRun, inputs: number): Pick<Step, "args" | "run"> {
  const args = new Array<number>(inputs + 1).fill(0);
  return { args, run: () => run(args, args[inputs]!) };
}
