import { stepsOf } from "../expression/steps.js";
import { type Frame, frameOf } from "./frame.js";
import type { Read, Task } from "./tasks.js";

/** Tasks that run as one kernel. */
export interface Group {
  tasks: readonly Task[];
  /** Undefined for a kernel of its own. */
  frame?: Frame | undefined;
}

/**
 * Puts tasks into as few kernels as the rules of `frameOf` allow, in an order in which they can run.
 * @param fits What else an engine asks of a kernel of several tasks.
 */
export function groupTasks(
  tasks: readonly Task[],
  fits: (frame: Frame) => boolean = () => true,
): readonly Group[] {
  const grouping = new Grouping(tasks, fits);
  for (const task of tasks) {
    grouping.joinProducers(task);
    grouping.joinFunctions(task);
  }
  grouping.joinReaders();
  return grouping.inOrder();
}

/** Steps from which on an expression is a function's expansion rather than arithmetic. */
const manySteps = 16;

class Grouping {
  readonly #of = new Map<Task, Group>();
  readonly #functions = new Map<string, Task>();
  readonly #numbers = new Map<unknown, number>();

  constructor(
    readonly tasks: readonly Task[],
    readonly fits: (frame: Frame) => boolean,
  ) {
    for (const task of tasks)
      this.#of.set(task, { tasks: [task], frame: task.expression && frameOf([task]) });
  }

  /** Fuses a task with what computes its inputs, the latest first. */
  joinProducers(task: Task): void {
    const producers = task.reads.flatMap(({ value }) => (value.task ? [value.task] : []));
    producers.sort((a, b) => b.index - a.index);
    for (const producer of producers) this.#join(this.#of.get(task)!, this.#of.get(producer)!);
  }

  /**
   * Fuses functions of the same value, as an activation and its slope: they may share the most of their steps. That
   * comes before what needs the later one, which may have to wait for what needs the earlier one.
   */
  joinFunctions(task: Task): void {
    if (task.expression && stepsOf([task.expression]).steps.length >= manySteps)
      this.#joinReader(task, this.#functions);
  }

  /** Fuses kernels that read the same value with loops of the same size: it is read once. */
  joinReaders(): void {
    const readers = new Map<string, Task>();
    for (const task of this.tasks) this.#joinReader(task, readers);
  }

  #joinReader(task: Task, readers: Map<string, Task>): void {
    for (const read of task.reads) {
      if (read.spec.strides.every((stride) => stride === 0)) continue;
      const key = this.#keyOf(read);
      const other = readers.get(key);
      if (other) this.#join(this.#of.get(task)!, this.#of.get(other)!);
      readers.set(key, task);
    }
  }

  #keyOf({ value, spec, offset }: Read): string {
    if (!this.#numbers.has(value)) this.#numbers.set(value, this.#numbers.size);
    return `${this.#numbers.get(value)} ${offset} ${spec.strides.join()} ${spec.shape.join()}`;
  }

  #join(a: Group, b: Group): void {
    if (a === b || !a.frame || !b.frame) return;
    const tasks = [...a.tasks, ...b.tasks].sort((x, y) => x.index - y.index);
    const frame = frameOf(tasks);
    if (!frame || !this.fits(frame) || this.#isBetween(a, b) || this.#isBetween(b, a)) return;
    a.tasks = tasks;
    a.frame = frame;
    for (const task of b.tasks) this.#of.set(task, a);
  }

  /** Whether some other group needs `from` and is needed by `to`. */
  #isBetween(from: Group, to: Group): boolean {
    const first = from.tasks[0]!.index;
    const seen = new Set<Group>([from, to]);
    const reaches = (group: Group): boolean =>
      this.#producers(group).some((other) => {
        if (other === from) return group !== to;
        if (seen.has(other) || other.tasks.at(-1)!.index < first) return false;
        seen.add(other);
        return reaches(other);
      });
    return reaches(to);
  }

  #producers({ tasks }: Group): Group[] {
    return tasks.flatMap(({ reads }) =>
      reads.flatMap(({ value }) => (value.task ? [this.#of.get(value.task)!] : [])),
    );
  }

  /** Every group after those that it needs, and else as early as its last task stands. */
  inOrder(): Group[] {
    const last = (group: Group) => group.tasks.at(-1)!.index;
    const done = new Set<Group>();
    const order: Group[] = [];
    const visit = (group: Group) => {
      if (done.has(group)) return;
      done.add(group);
      for (const other of this.#producers(group).sort((a, b) => last(a) - last(b))) visit(other);
      order.push(group);
    };
    for (const group of [...new Set(this.#of.values())].sort((a, b) => last(a) - last(b))) visit(group);
    return order;
  }
}
