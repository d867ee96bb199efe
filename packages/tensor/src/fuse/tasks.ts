import type { Graph, GraphNode, ValueSpec } from "../backend.js";
import { BackendError } from "../errors.js";
import type { Expression, ScalarType } from "../expression/expression.js";
import { constant, input } from "../expression/scalar.js";
import { scalarTypeOf } from "../ops/cast.js";
import { copyOp } from "../ops/copyOp.js";
import type { AnyOp, Attributes, ReductionAttributes } from "../ops/op.js";
import { broadcastStrides, contiguousStrides, isContiguous, type Shape, sizeOf } from "../shape.js";
import { withEpilogues } from "./epilogues.js";
import type { Epilogue, OwnKernel, OwnKernels } from "./ownKernel.js";

/** A piece of memory that a program reads or writes: an input, or what a task computes. */
export interface Value {
  /** An input lies as the graph says; what is computed lies contiguously. */
  readonly spec: ValueSpec;
  /** Its number among the graph's inputs. */
  readonly input?: number;
  /** What computes it. */
  task?: Task;
}

/** How a task looks at a value: through all the views between them. */
export interface Read {
  readonly value: Value;
  readonly spec: ValueSpec;
  /** Of its first element, in elements from the start of the value. */
  readonly offset: number;
}

/** A reduction as expressions of the elements that it reads. */
export interface TaskReduction {
  readonly axes: readonly number[];
  readonly initial: number;
  readonly map: Expression;
  readonly combine: Expression;
  readonly accumulator: ScalarType;
}

/** A node of the graph that computes something. */
export interface Task {
  /** Tasks are numbered in the order of the graph. */
  readonly index: number;
  readonly op: AnyOp;
  readonly attributes: Attributes;
  readonly reads: readonly Read[];
  readonly output: Value;
  /** The shape that its loops go over: its output's, or its input's where it reduces. */
  readonly shape: Shape;
  /** Of its reads, or of the accumulator as input 0 where it reduces; undefined for what isn't fused. */
  readonly expression?: Expression;
  readonly reduction?: TaskReduction;
  /** Of a contraction, whose bias is the last of its reads then. */
  readonly epilogue?: Epilogue;
}

/** The graph's nodes without its views, and the value that each of its outputs is. */
export interface TaskList {
  readonly tasks: readonly Task[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** Resolves views to strides, and copies what a kernel can't read as it lies. */
export function tasksOf({ inputs, nodes, outputs }: Graph, kernels: OwnKernels): TaskList {
  const kernelOf = (op: AnyOp, from: readonly Read[], output: ValueSpec) =>
    kernels(op, (from[0]?.spec ?? output).dtype);
  const tasks: Task[] = [];
  const values: Value[] = inputs.map((spec, i) => ({ spec, input: i }));
  const reads = values.map((value): Read => ({ value, spec: value.spec, offset: 0 }));
  const add = (op: AnyOp, attributes: Attributes, from: readonly Read[], output: ValueSpec): Read => {
    const value: Value = { spec: output };
    value.task = {
      index: tasks.length,
      op,
      attributes,
      reads: from,
      output: value,
      ...(isFused(op, kernelOf(op, from, output))
        ? bodyOf(op, attributes, from, output)
        : { shape: output.shape }),
    };
    tasks.push(value.task);
    return { value, spec: output, offset: 0 };
  };
  const copy = (read: Read) => {
    const { dtype, shape } = read.spec;
    return add(copyOp, {}, [read], { dtype, shape, strides: contiguousStrides(shape) });
  };
  const view = ({ op, attributes }: GraphNode, read: Read, again = false): Read => {
    if (op.kind !== "view") throw new BackendError(`${op.name} is no view`);
    const layout = op.layout(read.spec.shape, read.spec.strides, attributes);
    if (layout) {
      const { shape, strides } = layout;
      return {
        value: read.value,
        spec: { ...read.spec, shape, strides },
        offset: read.offset + layout.offset,
      };
    }
    if (again) throw new BackendError(`${op.name}: no layout for a contiguous tensor`);
    return view({ op, attributes } as GraphNode, copy(read), true);
  };
  for (const node of nodes) {
    const { op, attributes, output } = node;
    const from = node.inputs.map((i) => reads[i]!);
    if (op.kind === "view") reads.push(view(node, from[0]!));
    else if (isFused(op, kernelOf(op, from, output))) {
      const wide = op.kind === "elementwise" ? from.map((read) => stretched(read, output.shape)) : from;
      reads.push(add(op, attributes, wide, output));
    } else {
      const strided = kernelOf(op, from, output)?.strided;
      const plain = from.map((read) =>
        strided || isContiguous(read.spec.shape, read.spec.strides) ? read : copy(read),
      );
      reads.push(add(op, attributes, plain, output));
    }
  }
  const taken = new Set<Value>();
  const results = outputs.map((i) => {
    const { value } = reads[i]!;
    const result = isWhole(reads[i]!) && !taken.has(value) ? value : copy(reads[i]!).value;
    taken.add(result);
    return result;
  });
  return { tasks: withEpilogues(tasks, results, kernels), inputs: values, outputs: results };
}

/** Whether a read shows, in any shape, what a task computes as it lies in memory. */
function isWhole({ value, spec, offset }: Read): boolean {
  const { shape, strides } = spec;
  return (
    value.task !== undefined &&
    offset === 0 &&
    sizeOf(shape) === sizeOf(value.spec.shape) &&
    isContiguous(shape, strides)
  );
}

function isFused(op: AnyOp, kernel: OwnKernel | undefined): boolean {
  return op.fusible && (op.kind === "elementwise" || op.kind === "reduction") && !kernel;
}

function stretched(read: Read, shape: Shape): Read {
  const strides = broadcastStrides(read.spec.shape, read.spec.strides, shape);
  return { ...read, spec: { ...read.spec, shape, strides } };
}

function bodyOf(
  op: AnyOp,
  attributes: Attributes,
  from: readonly Read[],
  output: ValueSpec,
): Pick<Task, "shape" | "expression" | "reduction"> {
  if (op.kind === "elementwise") {
    const scalars = from.map(({ spec }, i) => input(i, scalarTypeOf(spec.dtype)));
    return { shape: output.shape, expression: op.value(scalars, attributes).node };
  }
  if (op.kind !== "reduction") throw new BackendError(`${op.name}: no expression`);
  const { rule } = op;
  const { axes } = attributes as ReductionAttributes;
  const { shape, dtype } = from[0]!.spec;
  const x = input(0, scalarTypeOf(dtype));
  const accumulator = scalarTypeOf(output.dtype);
  const count = axes.reduce((total, axis) => total * shape[axis]!, 1);
  const map = (rule.map?.(x, attributes as ReductionAttributes) ?? x).convert(accumulator);
  const initial = rule.initial(output.dtype);
  const total = input(0, accumulator);
  const finish = (value: typeof total) =>
    rule.finish?.(value, count, attributes as ReductionAttributes) ?? value;
  if (axes.every((axis) => shape[axis] === 1)) {
    return { shape, expression: finish(rule.combine(constant(initial, accumulator), map)).node };
  }
  const combine = rule.combine(input(0, accumulator), input(1, accumulator)).node;
  return {
    shape,
    expression: finish(total).node,
    reduction: { axes, initial, map: map.node, combine, accumulator },
  };
}
