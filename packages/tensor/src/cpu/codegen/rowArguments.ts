import type { DType } from "../../dtype.js";
import type { Walk } from "./loop.js";
import type { Wheel } from "./odometer.js";

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
