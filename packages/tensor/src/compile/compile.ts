import { currentAssignments } from "../assignments.js";
import { openTapes } from "../autograd/tape.js";
import { UsageError } from "../errors.js";
import { scope } from "../scope.js";
import { type Leaf, patternOf } from "./arguments.js";
import { Entry } from "./entry.js";
import { isTracing } from "./tracing.js";

/** For how many kinds of arguments a compiled function keeps code. */
const entryLimit = 16;

/** A function with code for the kinds of arguments that it has met; `dispose` frees that code's memory. */
export type Compiled<F extends (...args: never[]) => unknown> = F & Disposable & { dispose(): void };

/**
 * `fn` at full speed: it runs once for each kind of arguments, to see which ops it does, and from then on those ops run
 * as one program, with next to no JavaScript.
 *
 *     const step = compile((x: Tensor, t: Tensor) => {
 *       const { value, gradients } = valueAndGrad(() => softmaxCrossEntropy(model.forward(x), t), model.parameters());
 *       optimizer.step(gradients);
 *       return value;
 *     });
 *
 * - **Inputs** are tensors, numbers and keys among the arguments, also in arrays and plain objects. A number has no value
 *   while tracing: compute with it by ops. Everything else is static: another value is another kind, as are another
 *   shape and dtype. Sixteen kinds are kept; then the one used longest ago goes, with one warning.
 * - **Variables** that `fn` reads or assigns are state, by their values at each call; they take their new values when
 *   the run has succeeded. Captured tensors are constants.
 * - **Results** are tensors, in arrays and plain objects; numbers and strings stay what they were while tracing. What
 *   `fn` makes on the way is freed.
 * - Inside `grad`, `valueAndGrad` and the like, and inside another compiled function, it runs as part of that.
 *
 * @throws UsageError where `fn` is async, or reads a tensor's value or branches on it: the message names the tensor.
 */
export function compile<F extends (...args: never[]) => unknown>(fn: F): Compiled<F> {
  if (typeof fn !== "function") throw new UsageError(`compile: expected a function, got ${typeof fn}`);
  /** The one used last comes first. */
  const entries: Entry[] = [];
  let hasWarned = false;
  const add = (args: readonly unknown[]): Entry => {
    const leaves: Leaf[] = [];
    const patterns = args.map((arg) => patternOf(arg, leaves));
    const entry = new Entry(fn, patterns, leaves);
    entries.unshift(entry);
    if (entries.length <= entryLimit) return entry;
    entries.pop()!.dispose();
    if (!hasWarned) {
      hasWarned = true;
      console.warn(
        `compile: ${fn.name || "a function"} has met more than ${entryLimit} kinds of arguments, and traces anew for each; use batches of equal shape, and pass what varies as numbers or tensors`,
      );
    }
    return entry;
  };
  const find = (args: readonly unknown[]): Entry => {
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i]!;
      if (!entry.takes(args)) continue;
      if (i > 0) entries.unshift(...entries.splice(i, 1));
      return entry;
    }
    return add(args);
  };
  const call = (...args: never[]): unknown => {
    if (isTracing() || openTapes().length > 0 || currentAssignments()) return scope(() => fn(...args));
    return find(args).run();
  };
  const dispose = (): void => {
    for (const entry of entries.splice(0)) entry.dispose();
  };
  return Object.assign(call as F, { dispose, [Symbol.dispose]: dispose });
}
