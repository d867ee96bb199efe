import type { CpuKernel } from "../cpu/kernel.js";
import type { DType, TypedArray } from "../dtype.js";
import type { Scalar } from "../expression/scalar.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";

/** Static arguments of an op: part of the program's cache key, so plain data only. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Attributes of an op whose own type isn't known: lists of ops of every kind are typed with it. */
// biome-ignore lint/suspicious/noExplicitAny: no other type both takes and gives every op's attributes
export type AnyAttributes = any;

/** What an op knows of a tensor before anything runs. */
export interface TensorSpec {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** What a gradient rule may look at. `x`, `y`, `z` are the first three inputs. */
export interface GradientContext<A extends Attributes = Attributes> {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly z: Tensor;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
  readonly attributes: A;
}

/** The gradient by one input, given that by the output, in public ops. The engine sums it over broadcast axes. */
export type GradientFunction<A extends Attributes = Attributes> = (
  dy: Tensor,
  context: GradientContext<A>,
) => Tensor;

/**
 * One gradient per input; `null` where not differentiable. A function of the input's index for ops with any
 * number of inputs.
 */
export type Gradients<A extends Attributes = Attributes> =
  | readonly (GradientFunction<A> | null)[]
  | ((index: number) => GradientFunction<A> | null);

interface OpBase<A extends Attributes> {
  readonly name: string;
  /** Shape and dtype of the output; throws ShapeError, DtypeError or UsageError on what the op doesn't take. */
  readonly infer: (inputs: readonly TensorSpec[], attributes: A) => TensorSpec;
  readonly gradients: Gradients<A>;
  /** Whether fused kernels may contain it. */
  readonly fusible: boolean;
  /** Whether it may refuse a value when it runs: a label outside the classes, an index outside the axis. */
  readonly checksValues?: boolean;
  /** A faster kernel of the CPU engine, imported by the op's own file so that a bundle holds only what it uses. */
  readonly cpu?: CpuKernel<AnyAttributes>;
}

/** An op that maps elements to elements through a scalar expression; inputs come broadcast and in one dtype rule. */
export interface ElementwiseOp<A extends Attributes = Attributes> extends OpBase<A> {
  readonly kind: "elementwise";
  readonly value: (inputs: readonly Scalar[], attributes: A) => Scalar;
}

/** How a reduction works: out = finish(combine over the axes of map(x)); accumulators are of `accumulator` type. */
export interface ReductionRule<A extends Attributes = Attributes> {
  readonly initial: (type: DType) => number;
  readonly map?: (x: Scalar, attributes: A) => Scalar;
  readonly combine: (a: Scalar, b: Scalar) => Scalar;
  /** Applied once to each result; `count` is the number of elements reduced. */
  readonly finish?: (total: Scalar, count: number, attributes: A) => Scalar;
}

/** Attributes of every reduction: sorted axes counted from the front. */
export interface ReductionAttributes extends Record<string, unknown> {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
}

/** An op that combines elements along axes. */
export interface ReductionOp<A extends ReductionAttributes = ReductionAttributes> extends OpBase<A> {
  readonly kind: "reduction";
  readonly rule: ReductionRule<A>;
}

/** How a view reads its input's buffer; offset in elements, relative to the input's. */
export interface ViewLayout {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** An op that only reads the same buffer otherwise. `layout` gives null where the strides don't allow it: then of a copy. */
export interface ViewOp<A extends Attributes = Attributes> extends OpBase<A> {
  readonly kind: "view";
  readonly layout: (shape: Shape, strides: readonly number[], attributes: A) => ViewLayout | null;
}

/** A contiguous host array, as a kernel's plain definition sees its inputs and output. */
export interface HostArray {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly data: TypedArray;
}

/**
 * An op with loops of its own. `compute` is its plain definition: obvious loops over contiguous arrays, which
 * the reference runs with float64 arrays, and a CPU backend without a faster kernel runs on its heap. `out.data`
 * comes zeroed.
 */
export interface KernelOp<A extends Attributes = Attributes> extends OpBase<A> {
  readonly kind: "kernel";
  readonly compute: (inputs: readonly HostArray[], out: HostArray, attributes: A) => void;
}

/** An op that is made of other ops, and that a backend may replace by one kernel. */
export interface CompositeOp<A extends Attributes = Attributes> extends OpBase<A> {
  readonly kind: "composite";
  readonly decompose: (inputs: readonly Tensor[], attributes: A) => Tensor;
}

export type AnyOp =
  | ElementwiseOp<AnyAttributes>
  | ReductionOp<AnyAttributes>
  | ViewOp<AnyAttributes>
  | KernelOp<AnyAttributes>
  | CompositeOp<AnyAttributes>;

export function gradientOf(op: AnyOp, index: number): GradientFunction | null {
  return typeof op.gradients === "function" ? op.gradients(index) : (op.gradients[index] ?? null);
}
