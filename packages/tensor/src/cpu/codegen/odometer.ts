import type { FunctionBody } from "./encoder.js";

/** One axis of a counter: the locals that hold its length and, for each pointer, its stride in bytes. */
export interface Wheel {
  readonly size: number;
  readonly strides: readonly number[];
}

/** Walks pointers over several axes in row-major order. */
export class Odometer {
  readonly #indices: number[];

  /** @param pointers Locals; they must hold the start of their values before `start`. */
  constructor(
    readonly body: FunctionBody,
    readonly wheels: readonly Wheel[],
    readonly pointers: readonly number[],
  ) {
    this.#indices = wheels.map(() => body.local("i32"));
  }

  /** Moves to the position whose row-major number lies in a local, or to the first. */
  start(position?: number): void {
    const { body, wheels } = this;
    if (position === undefined) {
      for (const index of this.#indices) body.i32(0).set(index);
      return;
    }
    const rest = body.scratch("i32", "position");
    body.get(position).set(rest);
    for (let axis = wheels.length - 1; axis >= 0; axis--) {
      const { size, strides } = wheels[axis]!;
      const index = this.#indices[axis]!;
      if (axis === 0) body.get(rest).set(index);
      else body.get(rest, size).op("i32.rem_u").set(index).get(rest, size).op("i32.div_u").set(rest);
      this.pointers.forEach((pointer, i) => {
        body.increase(pointer, () => body.get(index, strides[i]!).op("i32.mul"));
      });
    }
  }

  /** Moves one step on; after the last position, back to the first. */
  step(axis = this.wheels.length - 1): void {
    if (axis < 0) return;
    const { body, pointers } = this;
    const { size, strides } = this.wheels[axis]!;
    const index = this.#indices[axis]!;
    pointers.forEach((pointer, i) => {
      body.increase(pointer, () => body.get(strides[i]!));
    });
    body.get(index).i32(1).op("i32.add").tee(index).get(size).op("i32.eq");
    body.if(undefined, () => {
      body.i32(0).set(index);
      pointers.forEach((pointer, i) => {
        body.get(pointer, size, strides[i]!).op("i32.mul", "i32.sub").set(pointer);
      });
      this.step(axis - 1);
    });
  }
}
