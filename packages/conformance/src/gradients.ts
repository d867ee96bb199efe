import {
  add,
  type Backend,
  isFloat,
  mul,
  scope,
  sum,
  type Tensor,
  tensor,
  typedArray,
  vjp,
} from "@mebae/tensor";
import type { OpCases } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import { callOp } from "./call.js";
import { contiguous } from "./layouts.js";
import type { Call, Subject } from "./subject.js";

/** Which inputs have gradients to check. */
export function differentiableInputs(cases: OpCases, inputs: readonly DrawnArray[]): number[] {
  const all = inputs.map((_, i) => i).filter((i) => isFloat(inputs[i]!.dtype));
  return cases.differentiable ? all.filter((i) => cases.differentiable!.includes(i)) : all;
}

/** A float tensor of given values on a backend. */
export function place(values: ArrayLike<number>, like: DrawnArray, backend: Backend): Tensor {
  const data = typedArray(like.dtype, values.length);
  data.set(values);
  return tensor(data, { dtype: like.dtype, shape: like.shape, backend });
}

/** What is differentiated: the op's value by some inputs, with a gradient dy by the output and directions v. */
export interface Differentiated {
  readonly subject: Subject;
  readonly call: Call;
  readonly backend: Backend;
  /** Inputs of which gradients are taken. */
  readonly by: readonly number[];
  /** The gradient by the output. */
  readonly dy: DrawnArray;
  /** One direction per input of `by`, for second gradients. */
  readonly directions: readonly DrawnArray[];
}

/** The op as a function of the inputs that are differentiated; the others are captured. */
function functionOf({ subject, call, by }: Differentiated, fixed: readonly Tensor[]) {
  return (...moving: Tensor[]) => {
    const tensors = fixed.map((tensor, i) => (by.includes(i) ? moving[by.indexOf(i)]! : tensor));
    return callOp(subject.functions, subject.cases, call.c, tensors);
  };
}

/** Gradients Jᵀ·dy by the inputs of `by`, at other values than the call's where given. Owned by the caller's scope. */
export function firstGradients(
  problem: Differentiated,
  at: readonly DrawnArray[] = problem.call.inputs,
): Tensor[] {
  const { call, backend, by, dy } = problem;
  return scope(() => {
    const tensors = at.map((input) => call.layout.place(input, backend));
    using pulled = vjp(functionOf(problem, tensors), ...by.map((i) => tensors[i]!));
    return pulled.backward(place(dy.data, dy, backend));
  });
}

/** The gradients of Σ v·(Jᵀ·dy): second derivatives times the directions v. */
export function secondGradients(problem: Differentiated): Tensor[] {
  const { call, backend, by, dy, directions } = problem;
  return scope(() => {
    const tensors = call.inputs.map((input) => call.layout.place(input, backend));
    const f = functionOf(problem, tensors);
    const slope = (...moving: Tensor[]) => {
      using pulled = vjp(f, ...moving);
      const parts = pulled
        .backward(place(dy.data, dy, backend))
        .map((gradient, i) => sum(mul(gradient, place(directions[i]!.data, directions[i]!, backend))));
      return parts.reduce((a, b) => add(a, b));
    };
    using outer = vjp(slope, ...by.map((i) => tensors[i]!));
    const one: DrawnArray = { dtype: dy.dtype, shape: [], data: Float64Array.of(1) };
    return outer.backward(place(one.data, one, backend));
  });
}

/** The op's values at other inputs. */
export function valueAt({ subject, call, backend }: Differentiated, at: readonly DrawnArray[]): Tensor {
  return scope(() =>
    callOp(
      subject.functions,
      subject.cases,
      call.c,
      at.map((input) => contiguous.place(input, backend)),
    ),
  );
}
