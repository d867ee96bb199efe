import { type RowProgram, sizeOf } from "@mebae/tensor/backend";
import { elementTypeOf } from "./operand.js";

/** How rows are shared among the invocations of a workgroup. */
export interface RowLayout {
  readonly rows: number;
  /** Elements of a row. */
  readonly length: number;
  /** Invocations that walk along one row together, a power of two; each takes every such element. */
  readonly lanes: number;
  /** Rows of a workgroup. */
  readonly together: number;
  /** Whether neighbours in a workgroup are of one row, or of neighbouring rows: where memory is contiguous. */
  readonly along: boolean;
}

/** Invocations of a workgroup. */
export const rowInvocations = 128;
const size = rowInvocations;
/** Invocations that keep a device busy. */
const enough = 1 << 15;

/** The layout of a program's rows; `length` elements of each where it isn't all of them. */
export function layoutOf(
  { shape, reduced, writes, results }: RowProgram,
  length = sizeOf(shape.filter((_, axis) => reduced[axis])),
  along = reduced.at(-1) ?? true,
): RowLayout {
  const rows = sizeOf(shape.filter((_, axis) => !reduced[axis]));
  // A word of packed results is of four rows of one workgroup.
  const packed = results.some(({ target }) => elementTypeOf(writes[target]!.dtype).packed === 4);
  const widest = packed ? size / 4 : size;
  const most = Math.min(along ? widest : size / 16, 2 ** Math.ceil(Math.log2(Math.max(1, length))));
  let lanes = along ? Math.min(most, 16) : 1;
  while (lanes < most && rows * lanes < enough) lanes *= 2;
  return { rows, length, lanes, together: size / lanes, along };
}

/**
 * Into how many parts, each of a workgroup, a row is split so that a device is busy: 1 where its rows are enough, or so
 * short that a second dispatch, which combines what the parts leave, costs more. A part has 32 elements a lane at least.
 */
export function partsOf({ rows, length, lanes, together }: RowLayout): number {
  const groups = Math.ceil(rows / together);
  const parts = Math.floor(Math.min(enough / (groups * size), length / (32 * lanes)));
  return parts < 4 ? 1 : parts;
}
