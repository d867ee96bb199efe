import "./disposal.js";
import { currentAssignments } from "./assignments.js";
import { currentTracer } from "./compile/tracing.js";
import type { DType } from "./dtype.js";
import { ShapeError } from "./errors.js";
import { formatShape, type Shape, sameShape } from "./shape.js";
import type { Tensor } from "./tensor.js";

/**
 * A named cell that holds a tensor: a parameter, a running statistic, an optimizer's state. `assign` swaps the
 * tensor; dtype and shape stay.
 */
export class Variable implements Disposable {
  #value: Tensor;
  /** @internal Whether others may hold the tensor or its buffer: it was given in or handed out since compiled code took it. */
  isExposed = true;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly trainable: boolean;

  /** Takes its own handle on `initial`; the caller's stays the caller's. */
  constructor(
    initial: Tensor,
    /** Names the variable in errors and files; a model sets it to the property path. */
    public name = "variable",
    options: { trainable?: boolean } = {},
  ) {
    this.#value = initial.alias({ owner: null, newId: true });
    this.dtype = initial.dtype;
    this.shape = initial.shape;
    this.trainable = options.trainable ?? true;
    currentTracer()?.born(this);
  }

  /** The tensor that the cell holds now; it belongs to the cell, and lives until the next `assign`. */
  get value(): Tensor {
    currentTracer()?.enter(this);
    this.#value.assertAlive(`variable "${this.name}"`);
    this.isExposed = true;
    return this.#value;
  }

  get size(): number {
    return this.#value.size;
  }

  /** Swaps the tensor. Carries no gradient. Throws ShapeError where dtype or shape differ. */
  assign(next: Tensor): void {
    if (next.dtype !== this.dtype || !sameShape(next.shape, this.shape)) {
      throw new ShapeError(
        `variable "${this.name}": expected ${this.dtype} ${formatShape(this.shape)}, got ${next.dtype} ${formatShape(next.shape)}`,
      );
    }
    currentTracer()?.enter(this);
    const previous = this.exchange(next.alias({ owner: null, newId: true }));
    const assignments = currentAssignments();
    if (assignments) assignments.record(this, previous);
    else previous.dispose();
  }

  /** @internal Puts a tensor back that an undone assignment had replaced. */
  restore(previous: Tensor): void {
    this.exchange(previous).dispose();
  }

  /** @internal The tensor as it is, without telling a trace. */
  get held(): Tensor {
    return this.#value;
  }

  /** @internal Puts in `next` and gives out what was there; both change hands. */
  exchange(next: Tensor): Tensor {
    const previous = this.#value;
    this.#value = next;
    this.isExposed = true;
    return previous;
  }

  dispose(): void {
    this.isExposed = true;
    this.#value.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
