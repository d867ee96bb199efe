import { currentBackend } from "../current.js";
import { type DType, dtypeOfNumber, isFloat, promote, storedElements } from "../dtype.js";
import { DtypeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import type { Scalar } from "../expression/scalar.js";
import { scope } from "../scope.js";
import { broadcastShapes } from "../shape.js";
import { Tensor, type TensorLike, uploadTensor } from "../tensor.js";
import { castTo } from "./cast.js";
import type { AnyAttributes, Attributes, ElementwiseOp, GradientFunction } from "./op.js";

/**
 * What an op computes in, given the dtype in which its inputs meet.
 * - `number`: that dtype; bool counts as int32. The default.
 * - `float`: that dtype; integers and bool as float32.
 * - `integer`: int32 or uint8 as they are, bool as bool; floats are refused.
 * - `bits`: int32 or uint8 as they are, bool as int32; floats are refused.
 * - `same`: that dtype, whatever it is.
 * - `boolean`: bool; others are compared with 0.
 */
export type Domain = "number" | "float" | "integer" | "bits" | "same" | "boolean";

interface ElementwiseRule<A extends Attributes> {
  readonly name: string;
  readonly value: (...scalars: [...Scalar[], A] | Scalar[]) => Scalar;
  /** One per input; empty for an op that isn't differentiable. */
  readonly gradients: readonly (GradientFunction<A> | null)[];
  readonly domain?: Domain;
  /** The output's dtype; that of the inputs by default. */
  readonly output?: DType;
}

type Inputs<N extends number> = N extends 1
  ? [x: TensorLike]
  : N extends 2
    ? [x: TensorLike, y: TensorLike]
    : [x: TensorLike, y: TensorLike, z: TensorLike];

/** A public elementwise function, with its record. */
export type ElementwiseFunction<N extends number> = ((...inputs: Inputs<N>) => Tensor) & {
  readonly op: ElementwiseOp;
};

type Expressed<N extends number> = N extends 1
  ? (x: Scalar) => Scalar
  : N extends 2
    ? (x: Scalar, y: Scalar) => Scalar
    : (x: Scalar, y: Scalar, z: Scalar) => Scalar;

/**
 * An op of one tensor, elementwise. Calls of these factories are marked pure in every op's file: a bundle then
 * drops the ops that it doesn't use.
 */
export function unary(rule: Omit<ElementwiseRule<Attributes>, "value"> & { value: Expressed<1> }) {
  return elementwiseFunction<1>(1, rule as never);
}

/** An op of two tensors that broadcast. */
export function binary(rule: Omit<ElementwiseRule<Attributes>, "value"> & { value: Expressed<2> }) {
  return elementwiseFunction<2>(2, rule as never);
}

/** An op of three tensors that broadcast. */
export function ternary(rule: Omit<ElementwiseRule<Attributes>, "value"> & { value: Expressed<3> }) {
  return elementwiseFunction<3>(3, rule as never);
}

function elementwiseFunction<N extends number>(
  arity: N,
  rule: ElementwiseRule<Attributes>,
): ElementwiseFunction<N> {
  const op = elementwiseOp(rule);
  const domain = rule.domain ?? "number";
  const call = (...inputs: TensorLike[]): Tensor => {
    if (inputs.length !== arity)
      throw new UsageError(`${rule.name}: expected ${arity} inputs, got ${inputs.length}`);
    return applyElementwise(op, inputs, domain);
  };
  return Object.assign(call, { op }) as never;
}

/** The record of an elementwise op; for ops with attributes, which wrap `applyElementwise` themselves. */
export function elementwiseOp<A extends Attributes>(rule: {
  readonly name: string;
  readonly value: (...scalars: AnyAttributes[]) => Scalar;
  readonly gradients: readonly (GradientFunction<A> | null)[];
  readonly output?: DType;
}): ElementwiseOp<A> {
  return {
    kind: "elementwise",
    name: rule.name,
    fusible: true,
    gradients: rule.gradients,
    value: (inputs, attributes) => rule.value(...inputs, attributes),
    infer: (inputs) => ({
      dtype: rule.output ?? inputs[0]!.dtype,
      shape: broadcastShapes(
        inputs.map(({ shape }) => shape),
        rule.name,
      ),
    }),
  };
}

/** Brings the inputs into the dtype that the op computes in, and runs it. */
export function applyElementwise(
  op: ElementwiseOp<AnyAttributes>,
  inputs: readonly TensorLike[],
  domain: Domain,
  attributes: Attributes = {},
): Tensor {
  const tensors = inputs.filter(isStrong);
  // The common call, all tensors of one dtype that the op takes, needs no conversion and no scope.
  const first = tensors[0];
  if (first && tensors.length === inputs.length && tensors.every(({ dtype }) => dtype === first.dtype)) {
    if (computedDtype(first.dtype, domain, op.name) === first.dtype) return execute(op, tensors, attributes);
  }
  return scope(() => {
    const dtype = computedDtype(meetingDtype(inputs, op.name), domain, op.name);
    const backend = first?.backend ?? currentBackend();
    return execute(
      op,
      inputs.map((input) =>
        input instanceof Tensor ? castTo(input, dtype) : scalarTensor(backend, input, dtype),
      ),
      attributes,
    );
  });
}

/** @internal A weak number as a tensor of a dtype. */
export function scalarTensor(backend: Tensor["backend"], value: number | boolean, dtype: DType): Tensor {
  return uploadTensor(backend, storedElements(dtype, [value]), dtype, []);
}

/** @internal The dtype in which tensors and weak numbers meet. */
export function meetingDtype(inputs: readonly TensorLike[], where: string): DType {
  let dtype: DType | undefined;
  for (const input of inputs) {
    if (isStrong(input)) dtype = dtype === undefined ? input.dtype : promote(dtype, input.dtype, where);
  }
  if (dtype === undefined) return inputs.some((input) => typeof input !== "boolean") ? "float32" : "bool";
  for (const input of inputs) if (!isStrong(input)) dtype = dtypeOfNumber(numberOf(input), dtype);
  return dtype;
}

function numberOf(input: TensorLike): number | boolean {
  return input instanceof Tensor ? input.weakNumber! : input;
}

/** Whether its dtype counts where it meets others: numbers are weak, and so are those that a compiled function was given. */
function isStrong(input: TensorLike): input is Tensor {
  return input instanceof Tensor && input.weakNumber === undefined;
}

function computedDtype(dtype: DType, domain: Domain, where: string): DType {
  switch (domain) {
    case "number":
      return dtype === "bool" ? "int32" : dtype;
    case "float":
      return isFloat(dtype) ? dtype : "float32";
    case "integer":
      if (isFloat(dtype)) throw new DtypeError(`${where}: expected integers or bool, got ${dtype}`);
      return dtype;
    case "bits":
      if (isFloat(dtype)) throw new DtypeError(`${where}: expected integers or bool, got ${dtype}`);
      return dtype === "bool" ? "int32" : dtype;
    case "same":
      return dtype;
    case "boolean":
      return "bool";
  }
}
