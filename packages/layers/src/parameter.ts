import {
  type DType,
  full,
  Key,
  type Shape,
  scope,
  stopGradient,
  type Tensor,
  untraced,
  Variable,
} from "@mebae/tensor";
import type { Fans, Initializer } from "./initializers/initializer.js";

export interface ParameterOptions {
  readonly dtype?: DType;
  /** False for a buffer: saved with the model, but not trained. */
  readonly trainable?: boolean;
  readonly fans?: Fans;
}

/**
 * A Variable that draws its first value when it is first needed, so that the key can be folded by its path in the
 * whole model. Read on its own it draws from seed 0 folded by its name.
 */
export class Parameter extends Variable {
  readonly #initializer: Initializer;
  readonly #fans: Fans;
  readonly #placeholder: number;
  #initialized = false;
  #substitute: Tensor | undefined;

  constructor(name: string, shape: Shape, initializer: Initializer, options: ParameterOptions = {}) {
    const placeholder = full(shape, 0, { dtype: options.dtype ?? "float32" });
    super(placeholder, name, { trainable: options.trainable ?? true });
    placeholder.dispose();
    this.#initializer = initializer;
    this.#fans = options.fans ?? { fanIn: shape[0] ?? 1, fanOut: shape.at(-1) ?? 1 };
    this.#placeholder = super.value.id;
  }

  override get value(): Tensor {
    if (this.#substitute) return this.#substitute;
    if (!this.#initialized) this.initialize(new Key(0).fold(this.name));
    return super.value;
  }

  override assign(next: Tensor): void {
    super.assign(next);
    this.#initialized = true;
  }

  /** @internal An undone first assignment leaves the parameter as it was: without a value yet. */
  override restore(previous: Tensor): void {
    super.restore(previous);
    if (previous.id === this.#placeholder) this.#initialized = false;
  }

  /** Draws the first value from `key`; does nothing where there is one already. */
  initialize(key: Key): void {
    if (this.#initialized) return;
    // A compiled function that reads it first doesn't draw it again at each call.
    untraced(() =>
      stopGradient(() =>
        scope(() => this.assign(this.#initializer(key, this.shape, { ...this.#fans, dtype: this.dtype }))),
      ),
    );
  }

  /** @internal Runs `fn` while the parameter reads as `value`, through which gradients reach it. */
  substitute<T>(value: Tensor, fn: () => T): T {
    const kept = this.#substitute;
    this.#substitute = value;
    try {
      return fn();
    } finally {
      this.#substitute = kept;
    }
  }
}
