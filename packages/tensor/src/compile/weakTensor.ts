import { UsageError } from "../errors.js";
import { SharedBuffer } from "../memory.js";
import { Tensor } from "../tensor.js";
import type { TraceBackend } from "./traceBackend.js";
import type { TracedValue } from "./value.js";

/** A number argument while a function is traced: a scalar without a value, that takes the dtype of what it meets. */
export class WeakTensor extends Tensor {
  readonly #whole: boolean;
  readonly #name: string;

  constructor(backend: TraceBackend, value: TracedValue, whole: boolean) {
    super(new SharedBuffer(backend, value, 0), value.spec.dtype, []);
    this.#whole = whole;
    this.#name = `${value}`;
  }

  override get weakNumber(): number {
    return this.#whole ? 1 : 0.5;
  }

  override [Symbol.toPrimitive](hint: string): string {
    if (hint === "string") return this.#name;
    throw new UsageError(
      `compile: a number argument is an input, not known while the function is traced (${this.#name}): compute with it by ops such as mul, or capture a number that never changes`,
      { tracing: true },
    );
  }
}
