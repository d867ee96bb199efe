import { type Compiled, compile, MebaeError, scope, UsageError } from "@mebae/tensor";

/**
 * What a run does with each batch, compiled; op by op with `compile: false`.
 * @throws UsageError, when called, where the function can't be compiled: it says how to do without.
 */
export function compiled<F extends (...args: never[]) => unknown>(
  where: string,
  fn: F,
  isCompiled = true,
): Compiled<F> {
  if (!isCompiled) {
    const dispose = () => undefined;
    const plain = (...args: never[]) => scope(() => fn(...args));
    return Object.assign(plain as F, { dispose, [Symbol.dispose]: dispose });
  }
  const fast = compile(fn);
  const call = (...args: never[]) => {
    try {
      return fast(...args);
    } catch (error) {
      if (!(error instanceof MebaeError && error.details["tracing"])) throw error;
      throw new UsageError(
        `${where}: the model, the loss or the optimizer can't be compiled; pass compile: false to run it op by op. ${error.message}`,
        error.details,
      );
    }
  };
  const dispose = () => fast.dispose();
  return Object.assign(call as F, { dispose, [Symbol.dispose]: dispose });
}
