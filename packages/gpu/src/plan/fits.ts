import type { Frame, TaskList, Value } from "@mebae/tensor/backend";
import { elementTypeOf } from "../wgsl/operand.js";

/** Values that are the program's outputs, or that tasks outside of a kernel read. */
export function neededOutside({ tasks, outputs }: TaskList, homeOf: (index: number) => unknown): Set<Value> {
  const needed = new Set(outputs);
  for (const task of tasks)
    for (const { value } of task.reads)
      if (value.task && homeOf(value.task.index) !== homeOf(task.index)) needed.add(value);
  return needed;
}

/** Whether a kernel of several tasks has few enough buffers, and none that its rows could only write byte by byte. */
export function fitsDevice(list: TaskList, storageBuffers: number): (frame: Frame) => boolean {
  const readers = new Map<Value, number[]>();
  for (const task of list.tasks)
    for (const { value } of task.reads) readers.set(value, [...(readers.get(value) ?? []), task.index]);
  return ({ tasks, places, stages }) => {
    const inside = new Set(tasks.map(({ index }) => index));
    const reads = new Set<string>();
    const numbers = new Map<Value, number>();
    for (const task of tasks)
      for (const { value, spec, offset } of task.reads) {
        // One known number stands in the code.
        if (spec.constant !== undefined || (value.task && inside.has(value.task.index))) continue;
        if (!numbers.has(value)) numbers.set(value, numbers.size);
        reads.add(`${numbers.get(value)} ${offset} ${spec.strides} ${spec.shape}`);
      }
    const needed = tasks.filter(
      ({ output }) =>
        list.outputs.includes(output) || (readers.get(output) ?? []).some((index) => !inside.has(index)),
    );
    // A later walk may find again what an earlier one wrote.
    const walks = stages > 1 ? tasks.filter((task) => !places.get(task)!.kept) : [];
    const writes = new Set([...needed, ...walks]);
    if (reads.size + writes.size > storageBuffers) return false;
    const hasRows = tasks.some(({ reduction }) => reduction);
    return ![...writes].some(
      (task) => hasRows && !places.get(task)!.kept && elementTypeOf(task.output.spec.dtype).packed === 4,
    );
  };
}
