import { bytesOf } from "../dtype.js";
import { stepsOf } from "../expression/steps.js";
import { type Frame, isAligned } from "./frame.js";
import type { Task, Value } from "./tasks.js";

/** What an expression costs that is worth keeping rather than computing again: a function does. */
const heavy = 8;

/** What a kernel writes, and where: the values that others read, and what a later walk along the row is to find again. */
export class Written {
  readonly tasks: Task[] = [];
  /** Where a task's elements go, if not to its own value. */
  readonly #homes = new Map<Task, Value>();
  readonly #costs = new Map<Task, number>();

  /** @param needed The values that others read. */
  constructor(
    readonly frame: Frame,
    readonly needed: ReadonlySet<Value>,
  ) {
    for (const task of frame.tasks)
      if (needed.has(task.output) || this.#isSpilled(task)) this.tasks.push(task);
    this.#shareHomes();
  }

  /** Where a task's elements go. */
  homeOf(task: Task): Value {
    return this.#homes.get(task) ?? task.output;
  }

  /** Whether a later walk needs its elements, and computing them again would cost more than finding them. */
  #isSpilled(task: Task): boolean {
    const { kept, stage } = this.frame.places.get(task)!;
    if (kept || stage === this.frame.stages - 1 || this.#cost(task) < heavy) return false;
    return this.frame.tasks.some(
      (reader) => reader.reads.some(({ value }) => value.task === task) && this.#walk(reader) > stage,
    );
  }

  /** The first walk that reads a task's inputs. */
  #walk(task: Task): number {
    const { stage } = this.frame.places.get(task)!;
    return task.reduction ? stage - 1 : stage;
  }

  /** Of an element, down to what is read. */
  #cost(task: Task): number {
    const place = this.frame.places.get(task);
    if (!place || place.kept) return 0;
    let cost = this.#costs.get(task);
    if (cost === undefined) {
      cost = 0;
      for (const { node } of stepsOf([task.expression!]).steps) {
        if (node.kind === "call") cost += heavy;
        else if (node.kind === "unary" && node.operator === "squareRoot") cost += heavy / 4;
        else if (node.kind === "binary") cost += node.operator === "divide" ? heavy / 4 : heavy / 16;
      }
      for (const { value } of task.reads)
        if (value.task && !this.tasks.includes(value.task)) cost += this.#cost(value.task);
      this.#costs.set(task, cost);
    }
    return cost;
  }

  /** Puts what is only for later walks where an output of the last walk goes: until then nothing overwrites it. */
  #shareHomes(): void {
    const { places, stages } = this.frame;
    const free = this.tasks.filter((task) => this.needed.has(task.output) && !places.get(task)!.kept);
    for (const task of this.tasks) {
      if (this.needed.has(task.output)) continue;
      const width = bytesOf(task.output.spec.dtype);
      const at = free.findIndex(
        (other) => places.get(other)!.stage === stages - 1 && bytesOf(other.output.spec.dtype) === width,
      );
      if (at >= 0) this.#homes.set(task, free.splice(at, 1)[0]!.output);
    }
  }

  /** Whether an output may lie where an input lies: each of its elements is written when no later step reads it. */
  mayReplace(output: Value, from: Value): boolean {
    const { axes, places, stages, tasks } = this.frame;
    const writers = this.tasks.filter((task) => this.homeOf(task) === output);
    const outputKept = places.get(writers.at(-1)!)!.kept;
    // In an earlier walk the elements would be gone before the next one reads them.
    const early = !outputKept && writers.some((task) => places.get(task)!.stage < stages - 1);
    return tasks.every((task) =>
      task.reads.every((read) => {
        if (read.value !== from) return true;
        const kept = places.get(task)!.kept && !task.reduction;
        return !early && (outputKept || !kept) && isAligned(read, outputKept, axes, kept);
      }),
    );
  }
}
