import type { FunctionBody } from "./encoder.js";

/** One axis of a counter: the locals that hold its length and, for each pointer that it moves, its stride in bytes. */
export interface Wheel {
  readonly size: number;
  readonly strides: readonly (number | undefined)[];
}

/** Walks pointers over several axes in row-major order. */
export class Odometer {
  /** The locals that hold the position along each axis. */
  readonly indices: readonly number[];

  /** @param pointers Locals; they must hold the start of their values before `start`. */
  constructor(
    readonly body: FunctionBody,
    readonly wheels: readonly Wheel[],
    readonly pointers: readonly number[],
  ) {
    this.indices = wheels.map(() => body.local("i32"));
  }

  /** Moves to the position whose row-major number lies in a local, or to the first. */
  start(position?: number): void {
    const { body, wheels } = this;
    if (position === undefined) {
      for (const index of this.indices) body.i32(0).set(index);
      return;
    }
    const rest = body.scratch("i32", "position");
    body.get(position).set(rest);
    for (let axis = wheels.length - 1; axis >= 0; axis--) {
      const { size, strides } = wheels[axis]!;
      const index = this.indices[axis]!;
      if (axis === 0) body.get(rest).set(index);
      else body.get(rest, size).op("i32.rem_u").set(index).get(rest, size).op("i32.div_u").set(rest);
      this.#move(strides, (pointer, stride) =>
        body.increase(pointer, () => body.get(index, stride).op("i32.mul")),
      );
    }
  }

  /** Moves one step on; after the last position, back to the first. */
  step(axis = this.wheels.length - 1): void {
    if (axis < 0) return;
    const { body } = this;
    const { size, strides } = this.wheels[axis]!;
    const index = this.indices[axis]!;
    this.#move(strides, (pointer, stride) => body.increase(pointer, () => body.get(stride)));
    body.get(index).i32(1).op("i32.add").tee(index).get(size).op("i32.eq");
    body.if(undefined, () => {
      body.i32(0).set(index);
      this.#move(strides, (pointer, stride) =>
        body.get(pointer, size, stride).op("i32.mul", "i32.sub").set(pointer),
      );
      this.step(axis - 1);
    });
  }

  #move(strides: Wheel["strides"], change: (pointer: number, stride: number) => void): void {
    this.pointers.forEach((pointer, i) => {
      const stride = strides[i];
      if (stride !== undefined) change(pointer, stride);
    });
  }
}
