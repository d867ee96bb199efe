import type { AnyOp, Attributes } from "../ops/op.js";
import type { Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";

/** What listens while a function is traced. Ops, Variables and keys know only this, so that a bundle without `compile` is free of it. */
export interface Tracer {
  /** Records an op of which an input has no value yet, and gives its output; undefined where all have values: it runs now. */
  record(op: AnyOp, inputs: readonly Tensor[], attributes: Attributes): Tensor | undefined;
  /** Told before a Variable's tensor is read or replaced: makes it state of the traced function. */
  enter(variable: Variable): void;
  /** Told of a Variable that the traced function makes for itself. */
  born(variable: Variable): void;
}

let current: Tracer | undefined;

export function currentTracer(): Tracer | undefined {
  return current;
}

/** Whether a function is being traced now: tensors may have no values, and what is kept must not outlive the trace. */
export function isTracing(): boolean {
  return current !== undefined;
}

/** Runs `fn` while `tracer` listens. */
export function withTracer<T>(tracer: Tracer | undefined, fn: () => T): T {
  const kept = current;
  current = tracer;
  try {
    return fn();
  } finally {
    current = kept;
  }
}

/** Runs `fn` at once even inside a compiled function, once for each trace: first values of parameters are drawn so. */
export function untraced<T>(fn: () => T): T {
  return withTracer(undefined, fn);
}
