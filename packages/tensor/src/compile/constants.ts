import type { Backend } from "../backend.js";
import { withoutScope } from "../scope.js";
import { Tensor, uploadTensor } from "../tensor.js";
import type { TracedValue } from "./value.js";

/** The constants of a compiled function on its backend; they live as long as it does. */
export class Constants {
  readonly #tensors = new Map<TracedValue, Tensor>();

  constructor(
    readonly backend: Backend,
    inputs: readonly TracedValue[],
  ) {
    for (const value of inputs) {
      if (value.origin.kind !== "constant") continue;
      const { source } = value.origin;
      const { dtype } = value.spec;
      const tensor = withoutScope(() =>
        source instanceof Tensor ? source.alias() : uploadTensor(backend, source, dtype, [source.length]),
      );
      this.#tensors.set(value, tensor);
    }
  }

  of(value: TracedValue): Tensor {
    return this.#tensors.get(value)!;
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
  }
}
