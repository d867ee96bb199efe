import { sizeOf } from "../shape.js";
import { type LoopAxis, loopAxes, refine, refineKept, rowMajor, sizeOfAxes, spread } from "./axes.js";
import type { Read, Task } from "./tasks.js";

/** Where a task stands in a kernel. */
export interface Place {
  /** Whether it has one element a row, not one for each element of a row. */
  readonly kept: boolean;
  /** The walk along the row that computes its elements; or the first one in which a kept value is known. */
  readonly stage: number;
}

/** The loops of one kernel that runs several tasks. */
export interface Frame {
  /** In order of the graph. */
  readonly tasks: readonly Task[];
  readonly axes: readonly LoopAxis[];
  readonly places: ReadonlyMap<Task, Place>;
  /** How often rows are walked. */
  readonly stages: number;
}

const mostTasks = 96;
/** Walks along a row one after another pay while it stays in a core's own cache. */
const rowBytes = 1 << 20;
/** Below that many elements threads aren't worth waking. */
const smallSize = 32768;
const mostReads = 24;

/** The frame that holds the tasks, which are in order of the graph; undefined where no kernel does. */
export function frameOf(tasks: readonly Task[]): Frame | undefined {
  if (tasks.length > mostTasks) return undefined;
  const axes = commonAxes(tasks);
  if (!axes) return undefined;
  const total = sizeOfAxes(axes);
  const places = new Map<Task, Place>();
  for (const task of tasks) {
    const kept = sizeOf(task.shape) !== total;
    let stage = 0;
    for (const read of task.reads) {
      const from = read.value.task && places.get(read.value.task);
      if (!from) continue;
      if (kept && !from.kept) return undefined;
      if (!isAligned(read, from.kept, axes, kept)) return undefined;
      stage = Math.max(stage, from.stage);
    }
    places.set(task, task.reduction ? { kept: true, stage: stage + 1 } : { kept, stage });
  }
  const stages = Math.max(...tasks.map((task) => lastWalk(task, places)));
  const frame = { tasks, axes, places, stages };
  return tasks.length === 1 || isWorthwhile(frame, total) ? frame : undefined;
}

/** The number of walks up to the one that the task takes part in. */
function lastWalk(task: Task, places: ReadonlyMap<Task, Place>): number {
  const { kept, stage } = places.get(task)!;
  return kept ? stage : stage + 1;
}

function commonAxes(tasks: readonly Task[]): readonly LoopAxis[] | undefined {
  const first = tasks.find(({ reduction }) => reduction) ?? tasks[0]!;
  let axes: readonly LoopAxis[] | undefined = loopAxes(first.shape, first.reduction?.axes);
  const total = sizeOfAxes(axes);
  if (tasks.length > 1 && total === 0) return undefined;
  for (const task of tasks) {
    if (task === first) continue;
    const own = loopAxes(task.shape, task.reduction?.axes);
    if (sizeOfAxes(own) === total) axes = refine(axes, own, !task.reduction);
    else {
      const kept = axes.filter(({ reduced }) => !reduced);
      if (task.reduction || !first.reduction || sizeOfAxes(own) !== sizeOfAxes(kept)) return undefined;
      const finer = refine(kept, own);
      axes = finer && refineKept(axes, finer);
    }
    if (!axes) return undefined;
  }
  return axes;
}

/** Whether a read of a value of the kernel is of the very element that the loops stand at. */
export function isAligned(
  { spec, offset }: Read,
  valueKept: boolean,
  axes: readonly LoopAxis[],
  readerKept: boolean,
): boolean {
  const own = readerKept ? axes.filter(({ reduced }) => !reduced) : axes;
  const wanted = rowMajor(own, valueKept);
  return offset === 0 && spread(spec.shape, spec.strides, own).every((stride, i) => stride === wanted[i]);
}

function isWorthwhile({ axes, places, stages, tasks }: Frame, total: number): boolean {
  const values = new Set(tasks.flatMap(({ reads }) => reads.map(({ value }) => value)));
  const outside = [...values].filter(({ task }) => !task || !places.has(task)).length;
  if (outside > mostReads) return false;
  if (stages < 2) return true;
  const rows = sizeOfAxes(axes.filter(({ reduced }) => !reduced));
  const bytes = (total / rows) * 4 * (outside + 1);
  return bytes <= rowBytes && (rows >= 8 || total <= smallSize);
}
