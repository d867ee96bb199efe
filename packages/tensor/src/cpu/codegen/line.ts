import { bytesOf, type DType } from "../../dtype.js";
import type { FunctionBody } from "./encoder.js";
import type { Reader } from "./loop.js";
import { Lowering, lanesOf, type Width } from "./lower.js";
import { storeScalar, storeVector } from "./memory.js";
import type { Steps } from "./steps.js";

/** Where results go: the local that holds the address of the next. */
export interface Target {
  readonly dtype: DType;
  readonly pointer: number;
}

/** The loops along one axis: vectors, several at a time where the expression is short, then what remains. */
export class Line {
  readonly #lanes: 2 | 4;

  constructor(
    readonly body: FunctionBody,
    readonly steps: Steps,
    readonly readers: readonly Reader[],
    readonly targets: readonly Target[],
    readonly count: number,
  ) {
    const operands = [...targets, ...readers.map(({ source }) => source)];
    this.#lanes = operands.some(({ dtype }) => dtype === "float64") ? 2 : lanesOf(steps);
  }

  emit(): void {
    const { body, readers, count } = this;
    const lanes = this.#lanes;
    const short = this.steps.steps.length <= 16 && readers.every(({ source }) => source.walk !== "apart");
    body.get(count).i32(lanes).op("i32.ge_u");
    body.if(undefined, () => {
      const lowering = this.#prepare(lanes);
      for (const unroll of short ? [4, 1] : [1]) this.#loop(lowering, lanes, unroll);
    });
    body.get(count);
    body.if(undefined, () => this.#loop(this.#prepare(1), 1, 1));
  }

  #prepare(width: Width): Lowering {
    for (const reader of this.readers) reader.prepare(width);
    const lowering = new Lowering(this.body, this.steps, width, {
      local: (i) => this.readers[i]!.local(width),
      fixed: (i) => this.readers[i]!.source.walk === "fixed",
    });
    lowering.hoist();
    return lowering;
  }

  #loop(lowering: Lowering, width: Width, unroll: number): void {
    const { body, count } = this;
    const elements = width * unroll;
    body.while(
      () => body.get(count).i32(elements).op("i32.ge_u"),
      () => {
        for (let number = 0; number < unroll; number++) this.#element(lowering, width, number);
        for (const reader of this.readers) reader.advance(width, unroll);
        for (const { dtype, pointer } of this.targets)
          body.increase(pointer, () => body.i32(elements * bytesOf(dtype)));
        body.increase(count, () => body.i32(-elements));
      },
    );
  }

  #element(lowering: Lowering, width: Width, number: number): void {
    const { body, targets } = this;
    for (const reader of this.readers) reader.read(width, number);
    targets.forEach(({ dtype, pointer }, k) => {
      if (width === 1) {
        body.get(pointer);
        lowering.emit(k);
        storeScalar(body, dtype);
      } else {
        const value = body.scratch("v128", "value");
        lowering.emit(k);
        body.set(value);
        storeVector(body, dtype, width, pointer, value, number * width * bytesOf(dtype));
      }
    });
  }
}
