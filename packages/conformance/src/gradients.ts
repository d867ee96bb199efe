import { add, type Backend, compile, isFloat, mul, scope, sum, type Tensor, vjp } from "@mebae/tensor";
import type { OpCases } from "@mebae/tensor/cases";
import type { DrawnArray } from "./arrays.js";
import { callOp } from "./call.js";
import { contiguous } from "./layouts.js";
import { place } from "./place.js";
import type { Call, Subject } from "./subject.js";

/** Which inputs have gradients to check. */
export function differentiableInputs(cases: OpCases, inputs: readonly DrawnArray[]): number[] {
  const all = inputs.map((_, i) => i).filter((i) => isFloat(inputs[i]!.dtype));
  const asked: readonly number[] = cases.differentiable ?? all;
  return all.filter((i) => asked.includes(i));
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

/** Where a problem's numbers lie on its backend. */
export interface Placed {
  readonly inputs: readonly Tensor[];
  readonly dy: Tensor;
  readonly directions: readonly Tensor[];
  /** The gradient of a second gradient's scalar by itself. */
  readonly one: Tensor;
}

function placeAll({ call, backend, dy, directions }: Differentiated, at: readonly DrawnArray[]): Placed {
  const own = ({ dtype, shape, data }: DrawnArray) => place(backend, dtype, shape, data);
  return {
    inputs: at.map((input) => call.layout.place(input, backend)),
    dy: own(dy),
    directions: directions.map(own),
    one: place(backend, dy.dtype, [], [1]),
  };
}

/** Gradients of a problem from where its numbers lie. */
export type GradientsOf = (problem: Differentiated, placed: Placed) => Tensor[];

/** Jᵀ·dy by the inputs of `by`. */
export const firstGradients: GradientsOf = (problem, { inputs, dy }) => {
  using pulled = vjp(functionOf(problem, inputs), ...problem.by.map((i) => inputs[i]!));
  return pulled.backward(dy);
};

/** The gradients of Σ v·(Jᵀ·dy): second derivatives times the directions v. */
export const secondGradients: GradientsOf = (problem, { inputs, dy, directions, one }) => {
  const f = functionOf(problem, inputs);
  const slope = (...moving: Tensor[]) => {
    using pulled = vjp(f, ...moving);
    const parts = pulled.backward(dy).map((gradient, i) => sum(mul(gradient, directions[i]!)));
    return parts.reduce((a, b) => add(a, b));
  };
  using outer = vjp(slope, ...problem.by.map((i) => inputs[i]!));
  return outer.backward(one);
};

/** Gradients op by op, at other values than the call's where given. Owned by the caller's scope. */
export function eager(
  problem: Differentiated,
  gradients: GradientsOf,
  at: readonly DrawnArray[] = problem.call.inputs,
): Tensor[] {
  return scope(() => gradients(problem, placeAll(problem, at)));
}

/** The same as one compiled program, which fuses them. */
export function compiled(problem: Differentiated, gradients: GradientsOf): Tensor[] {
  return scope(() => {
    using program = compile((placed: Placed) => gradients(problem, placed));
    return program(placeAll(problem, problem.call.inputs));
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
