import type { Expression } from "../expression/expression.js";
import { isContiguous, type Shape, sameShape, sizeOf } from "../shape.js";
import type { OwnKernel, OwnKernels } from "./ownKernel.js";
import type { Read, Task, Value } from "./tasks.js";

/**
 * Takes into contractions what follows them where nobody else reads the product: the addition of a bias along the
 * kernel's axis, and max(·, 0).
 */
export function withEpilogues(
  tasks: readonly Task[],
  outputs: readonly Value[],
  kernels: OwnKernels,
): readonly Task[] {
  const readers = new Map<Value, Task[]>();
  for (const task of tasks)
    for (const { value } of task.reads) readers.set(value, [...(readers.get(value) ?? []), task]);
  const made = [...tasks];
  /** The one reader of a value, if no contraction has taken it in yet: the sum of two products has one place. */
  const only = (value: Value) => {
    const [reader, ...others] = readers.get(value) ?? [];
    const isFree = reader !== undefined && made[reader.index] === reader;
    return isFree && others.length === 0 && !outputs.includes(value) ? reader : undefined;
  };
  for (const task of tasks) {
    const kernel = task.expression ? undefined : kernels(task.op, task.output.spec.dtype);
    if (!kernel?.takesEpilogue) continue;
    let last = task;
    const next = only(task.output);
    const bias = next && biasOf(task, next, kernel);
    if (bias) last = next;
    const after = only(last.output);
    const relu = after !== undefined && isRelu(after, last.output);
    if (relu) last = after;
    if (last === task) continue;
    made[task.index] = undefined as never;
    if (bias) made[next!.index] = undefined as never;
    made[last.index] = {
      ...task,
      index: last.index,
      reads: bias ? [...task.reads, bias] : task.reads,
      output: last.output,
      epilogue: { bias: bias !== undefined, relu },
    };
    last.output.task = made[last.index]!;
  }
  return made.filter((task) => task !== undefined);
}

/** What `next` adds to each element of a contraction's output, if it is a bias that the kernel takes. */
function biasOf(task: Task, next: Task, { biasAxis: axis = -1 }: OwnKernel): Read | undefined {
  const sum = next.expression;
  const { shape } = next;
  if (sum?.kind !== "binary" || sum.operator !== "add" || next.reduction) return undefined;
  if (sum.a.kind !== "input" || sum.b.kind !== "input" || next.reads.length !== 2) return undefined;
  const [x, y] = next.reads as [Read, Read];
  const [product, bias] = x.value === task.output ? [x, y] : [y, x];
  const along = axis < 0 ? shape.length + axis : axis;
  const wanted = shape.map((_, i) => Number(i === along));
  const fits = bias.spec.strides.every((stride, i) => stride === wanted[i] || shape[i] === 1);
  const alike = bias.spec.dtype === task.output.spec.dtype && bias.spec.constant === undefined;
  if (!fits || !alike || !(axis === -1 ? hasRows(product, task.shape) : isSame(product, task.shape)))
    return undefined;
  return { ...bias, spec: { ...bias.spec, shape: [shape[along]!], strides: [1] } };
}

/** Whether a read is of a contiguous value, its rows as they are, their number along any axes. */
function hasRows({ spec, offset }: Read, shape: Shape): boolean {
  const whole = offset === 0 && sizeOf(spec.shape) === sizeOf(shape);
  return whole && spec.shape.at(-1) === shape.at(-1) && isContiguous(spec.shape, spec.strides);
}

/** Whether a task is max(x, 0) of every element of a value. */
function isRelu({ expression, reads, shape }: Task, x: Value): boolean {
  if (expression?.kind !== "binary" || expression.operator !== "maximum") return false;
  const zero = (side: Expression) => {
    const read = side.kind === "input" ? reads[side.index]!.spec.constant : undefined;
    return (side.kind === "constant" ? side.value : read) === 0;
  };
  const same = (side: Expression) => {
    const read = side.kind === "input" ? reads[side.index] : undefined;
    return read?.value === x && isSame(read, x.spec.shape) && sameShape(shape, x.spec.shape);
  };
  const { a, b } = expression;
  return (same(a) && zero(b)) || (same(b) && zero(a));
}

/** Whether a read is of a contiguous value as it lies, in its own shape: a kernel finds rows and columns by that. */
function isSame({ spec, offset }: Read, shape: Shape): boolean {
  return offset === 0 && sameShape(spec.shape, shape) && isContiguous(spec.shape, spec.strides);
}
