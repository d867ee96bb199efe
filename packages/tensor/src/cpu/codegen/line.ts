import { bytesOf, type DType } from "../../dtype.js";
import type { Steps } from "../../expression/steps.js";
import { combine, type Fold } from "./accumulators.js";
import type { FunctionBody } from "./encoder.js";
import type { Reader } from "./loop.js";
import { Lowering, lanesOf, localType, type Width } from "./lower.js";
import { storeScalar, storeVector } from "./memory.js";

/** Where results go: the local that holds the address of the next. */
export interface Target {
  readonly dtype: DType;
  readonly pointer: number;
}

/** What becomes of the elements along an axis: the lowering's first expressions are folded, the others stored. */
export interface Elements {
  readonly body: FunctionBody;
  readonly readers: readonly Reader[];
  readonly targets: readonly Target[];
  readonly folds?: readonly Fold[];
}

/**
 * Takes so many vectors at a time while there are as many elements.
 * @param count The local that holds how many are left.
 * @param into The accumulators of each fold, one for each vector.
 */
export function loop(
  elements: Elements,
  lowering: Lowering,
  count: number,
  unroll: number,
  into: readonly (readonly number[])[] = [],
): void {
  const { body, readers, targets } = elements;
  const { width } = lowering;
  const size = width * unroll;
  body.while(
    () => body.get(count).i32(size).op("i32.ge_u"),
    () => {
      for (let number = 0; number < unroll; number++) element(elements, lowering, number, into);
      for (const reader of readers) if (reader.source.walk === "near") reader.advance(width, unroll);
      for (const { dtype, pointer } of targets) body.increase(pointer, () => body.i32(size * bytesOf(dtype)));
      body.increase(count, () => body.i32(-size));
    },
  );
}

/** The `number`-th element or vector from the pointers on. */
export function element(
  { body, readers, targets, folds = [] }: Elements,
  lowering: Lowering,
  number = 0,
  into: readonly (readonly number[])[] = [],
): void {
  const { width } = lowering;
  for (const reader of readers) {
    const apart = reader.source.walk === "apart";
    reader.read(width, apart ? 0 : number);
    if (apart) reader.advance(width);
  }
  folds.forEach((fold, i) => {
    const mapped = body.scratch(localType(fold.type, width), "mapped");
    lowering.emit(i);
    body.set(mapped);
    combine(body, fold, width, [into[i]![number]!], [mapped]);
  });
  targets.forEach(({ dtype, pointer }, k) => {
    if (width === 1) {
      body.get(pointer);
      lowering.emit(folds.length + k);
      storeScalar(body, dtype);
    } else {
      const value = body.scratch("v128", "value");
      lowering.emit(folds.length + k);
      body.set(value);
      storeVector(body, dtype, width, pointer, value, number * width * bytesOf(dtype));
    }
  });
}

/** The loops along one axis: vectors, several at a time where the expression is short, then what remains. */
export class Line implements Elements {
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
      for (const unroll of short ? [4, 1] : [1]) loop(this, lowering, count, unroll);
    });
    body.get(count);
    body.if(undefined, () => loop(this, this.#prepare(1), count, 1));
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
}
