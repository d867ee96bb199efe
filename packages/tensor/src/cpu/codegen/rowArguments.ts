import type { DType } from "../../dtype.js";
import type { FunctionBody } from "./encoder.js";
import type { Walk } from "./loop.js";
import { Odometer, type Wheel } from "./odometer.js";

/** What the loops of a row program depend on; shapes, strides and pointers are its arguments. */
export interface RowLoops {
  readonly operands: readonly {
    readonly dtype: DType;
    /** How it lies along the axis of vectors: the innermost reduced one, or the columns. */
    readonly walk: Walk;
    /** Whether it varies along a row. */
    readonly moves: boolean;
  }[];
  /** Numbers of axes outside the inner loops. */
  readonly kept: number;
  readonly reduced: number;
}

/** The locals that hold the arguments, in the order in which `rowCall` lists them after the pointers. */
export function argumentsOf({ operands, kept, reduced }: RowLoops) {
  let next = operands.length;
  /** The range: positions along the kept axes. */
  const [begin, end] = [next++, next++];
  /** The number of the thread, the start of all work space, and the bytes for each thread. */
  const [thread, space, spaceBytes] = [next++, next++, next++];
  /** The length of the innermost reduced axis, positions along the others, columns, and columns of a tile. */
  const [inner, rows, columns, tile] = [next++, next++, next++, next++];
  /** Bytes of a step along the innermost reduced axis, and from column to column. */
  const [steps, apart] = [operands.map(() => next++), operands.map(() => next++)];
  const wheels = (count: number) =>
    Array.from({ length: count }, (): Wheel => ({ size: next++, strides: operands.map(() => next++) }));
  return {
    ...{ begin, end, thread, space, spaceBytes, inner, rows, columns, tile, steps, apart },
    ...{ kept: wheels(kept), reduced: wheels(reduced), count: next },
  };
}

export type RowArguments = ReturnType<typeof argumentsOf>;

/** Runs `item` at each position of the range, with the pointers to the operands there. */
export function overRange(body: FunctionBody, args: RowArguments, item: (odometer: Odometer) => void): void {
  const { begin, end, kept, steps } = args;
  const odometer = new Odometer(
    body,
    kept,
    steps.map((_, i) => i),
  );
  odometer.start(begin);
  body.while(
    () => body.get(begin, end).op("i32.lt_u"),
    () => {
      item(odometer);
      odometer.step();
      body.increase(begin, () => body.i32(1));
    },
  );
}

/**
 * Visits the positions along the reduced axes, those along the innermost one in blocks.
 * @param moving Operands whose `pointers` are set to where each visit of the innermost axis begins.
 * @param block Takes the number of positions in a local, which it may change, and moves the pointers.
 */
export function overBlocks(
  body: FunctionBody,
  args: RowArguments,
  moving: readonly number[],
  pointers: readonly number[],
  most: number,
  block: (n: number) => void,
): void {
  const starts = moving.map((i) => {
    const local = body.local("i32");
    body.get(i).set(local);
    return local;
  });
  const wheels = args.reduced.map(({ size, strides }) => ({ size, strides: moving.map((i) => strides[i]) }));
  const odometer = new Odometer(body, wheels, starts);
  odometer.start();
  const [rows, left, n] = [body.local("i32"), body.local("i32"), body.local("i32")];
  body.get(args.rows).set(rows);
  body.while(
    () => body.get(rows),
    () => {
      starts.forEach((local, k) => {
        body.get(local).set(pointers[moving[k]!]!);
      });
      body.get(args.inner).set(left);
      body.while(
        () => body.get(left),
        () => {
          body.i32(most).get(left).i32(most).get(left).op("i32.lt_u", "select").set(n);
          body.get(left, n).op("i32.sub").set(left);
          block(n);
        },
      );
      odometer.step();
      body.increase(rows, () => body.i32(-1));
    },
  );
}
