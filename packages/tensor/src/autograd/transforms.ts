import { withAssignments } from "../assignments.js";
import { onesLike, zerosLike } from "../creation.js";
import { isFloat } from "../dtype.js";
import { DisposedError, DtypeError, ShapeError, UsageError } from "../errors.js";
import { add as addTensors } from "../ops/add.js";
import { identity } from "../ops/reshape.js";
import { Scope, scope, tensorsIn } from "../scope.js";
import { formatShape } from "../shape.js";
import { Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";
import { backward } from "./backward.js";
import { openTapes, Tape, withTapes } from "./tape.js";

/** The value of a function and its gradients; disposing it frees both. */
export class ValueAndGradients<Auxiliary = undefined> implements Disposable {
  constructor(
    readonly value: Tensor,
    /** In the order of the variables or arguments; zeros where one was not used. */
    readonly gradients: readonly Tensor[],
    /** What the function returned beside its value. */
    readonly auxiliary: Auxiliary,
  ) {}

  dispose(): void {
    this.value.dispose();
    for (const gradient of this.gradients) gradient.dispose();
    for (const owned of tensorsIn(this.auxiliary)) owned.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/**
 * The value of `f()` and its gradients by the tensors that `variables` hold. `f` returns a scalar, or
 * `[scalar, auxiliary]`, where auxiliary is any tensors (in arrays and plain objects) to keep as well. Everything
 * else that it makes is freed. Assignments made in `f` stay if it succeeds.
 */
export function valueAndGrad<A>(f: () => [Tensor, A], variables: readonly Variable[]): ValueAndGradients<A>;
export function valueAndGrad(f: () => Tensor, variables: readonly Variable[]): ValueAndGradients;
export function valueAndGrad<A>(
  f: () => Tensor | [Tensor, A],
  variables: readonly Variable[],
): ValueAndGradients<A> {
  for (const variable of variables) assertFloat(variable, `valueAndGrad: variable "${variable.name}"`);
  const [value, gradients, auxiliary] = scope(() =>
    withAssignments(() => {
      // Not `using`: what it is compiled to takes 0.2 KB of a bundle.
      const tape = new Tape();
      try {
        const cells = variables.map((variable) => variable.value);
        for (const cell of cells) tape.watch(cell);
        const result = withTapes([...openTapes(), tape], f);
        const [output, extra] = Array.isArray(result) ? result : [result, undefined];
        assertScalar(output, "valueAndGrad");
        return [output, backward(tape, output, onesLike(output), cells), extra as A] as const;
      } finally {
        tape[Symbol.dispose]();
      }
    }),
  );
  return new ValueAndGradients(value, gradients, auxiliary);
}

/** The gradients of a scalar function by its arguments: `grad(f)(x, y)` gives `[df/dx, df/dy]`. */
export function grad<T extends Tensor[]>(f: (...xs: T) => Tensor): (...xs: T) => Tensor[] {
  return (...xs) =>
    scope(() => {
      const { value, pull, tape } = linearize((...inputs) => f(...(inputs as T)), xs, "grad");
      using _ = tape;
      assertScalar(value, "grad");
      return pull(onesLike(value));
    });
}

/** A function's value, and the map from a gradient by it to the gradients by its arguments. */
export interface Vjp extends Disposable {
  readonly value: Tensor;
  /** dy ↦ dyᵀ·J, one tensor an argument; may be called several times until disposal. */
  backward(dy: Tensor): Tensor[];
  dispose(): void;
}

/** Vector-Jacobian products of `f` at `xs`. Dispose the result: it holds what the backward pass needs. */
export function vjp(f: (...xs: Tensor[]) => Tensor, ...xs: Tensor[]): Vjp {
  const held = new Scope();
  const { value, pull, tape } = held.run(() => linearize(f, xs, "vjp"));
  held.keep(value);
  let isDisposed = false;
  const dispose = () => {
    isDisposed = true;
    tape[Symbol.dispose]();
    held[Symbol.dispose]();
  };
  const back = (dy: Tensor) => {
    if (isDisposed) throw new DisposedError("vjp: backward was called after dispose");
    return scope(() => pull(dy));
  };
  return { value, backward: back, dispose, [Symbol.dispose]: dispose };
}

/** Jacobian-vector product: `[f(xs), J·tangents]`, as a vjp of a vjp. Assignments made in `f` are undone. */
export function jvp(f: (...xs: Tensor[]) => Tensor, xs: Tensor[], tangents: Tensor[]): [Tensor, Tensor] {
  if (xs.length !== tangents.length) {
    throw new UsageError(`jvp: ${xs.length} arguments, but ${tangents.length} tangents`);
  }
  return scope(() =>
    withAssignments(() => {
      const { value, pull, tape } = linearize(f, xs, "jvp");
      using _ = tape;
      // g(u) = u·J is linear in u, so its own vjp at any u, with the tangents, is J·tangents.
      using outer = new Tape();
      const u = zerosLike(value).alias({ newId: true });
      outer.watch(u);
      const rows = withTapes([...openTapes(), outer], () => pull(u));
      const products = rows.map((row, i) => backward(outer, row, tangents[i]!, [u])[0]!);
      return [value, products.reduce((a, b) => addTensors(a, b))] as [Tensor, Tensor];
    }, false),
  );
}

/** Runs `f` on fresh handles of `xs` under a tape of its own; the tape stays readable until it is disposed. */
export function linearize(f: (...xs: Tensor[]) => Tensor, xs: readonly Tensor[], where: string) {
  const tape = new Tape();
  for (const [i, x] of xs.entries()) assertFloat(x, `${where}: argument ${i}`);
  const outer = openTapes();
  // An argument may also be captured by f: gradients by the argument must not flow through the captured tensor.
  const inputs = xs.map((x) => identity(x));
  for (const input of inputs) tape.watch(input);
  const value = withTapes([...outer, tape], () => f(...inputs));
  if (!(value instanceof Tensor)) throw new UsageError(`${where}: the function must return one tensor`);
  const pull = (dy: Tensor): Tensor[] => backward(tape, value, dy, inputs);
  return { value, pull, tape };
}

function assertFloat(x: { dtype: Tensor["dtype"] }, where: string): void {
  if (!isFloat(x.dtype)) throw new DtypeError(`${where} is ${x.dtype}; only float tensors have gradients`);
}

function assertScalar(value: unknown, where: string): asserts value is Tensor {
  if (!(value instanceof Tensor)) throw new UsageError(`${where}: the function must return a scalar tensor`);
  if (value.size !== 1) {
    throw new ShapeError(
      `${where}: the function must return a scalar, got shape ${formatShape(value.shape)}; reduce it with mean or sum`,
    );
  }
}
