import { type RowProgram, sizeOf } from "@mebae/tensor/backend";
import { addressOf } from "./indexing.js";
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

/** Whether words are written of which each holds results of four rows. */
export function hasPackedResults({ writes, results }: RowProgram): boolean {
  return results.some(({ target }) => elementTypeOf(writes[target]!.dtype).packed === 4);
}

/** The layout of a program's rows; `length` elements of each where it isn't all of them. */
export function layoutOf(
  program: RowProgram,
  length = sizeOf(program.shape.filter((_, axis) => program.reduced[axis])),
  along = program.reduced.at(-1) ?? true,
): RowLayout {
  const { shape, reduced } = program;
  const rows = sizeOf(shape.filter((_, axis) => !reduced[axis]));
  // A word of packed results is of rows of one workgroup.
  const widest = hasPackedResults(program) ? size / 4 : size;
  const most = Math.min(along ? widest : size / 16, 2 ** Math.ceil(Math.log2(Math.max(1, length))));
  let lanes = along ? Math.min(most, 16) : 1;
  while (lanes < most && rows * lanes < enough) lanes *= 2;
  return { rows, length, lanes, together: size / lanes, along };
}

/** Invocations that keep a large device's memory busy, each with few loads on their way. */
const enoughInParts = 1 << 17;

/**
 * Into how many parts, each of a workgroup, a row is split so that a device is busy: 1 where its rows are enough, or so
 * short that more dispatches, which combine what the parts leave, cost more. A part has 16 elements a lane at least.
 */
export function partsOf({ rows, length, lanes, together }: RowLayout): number {
  const groups = Math.ceil(rows / together);
  const parts = Math.floor(Math.min(enoughInParts / (groups * size), length / (16 * lanes)));
  return parts < 4 ? 1 : parts;
}

/** Where the element `e` of a row lies that strides lead to, both expressions of u32; where the row begins without `e`. */
export function rowAddress(
  { shape, reduced }: RowProgram,
  strides: readonly number[],
  row: string,
  e?: string,
): string {
  const part = (wanted: boolean, i: string) => {
    const axes = shape.map((_, axis) => axis).filter((axis) => reduced[axis] === wanted);
    const of = (numbers: readonly number[]) => axes.map((axis) => numbers[axis]!);
    return addressOf(of(shape), of(strides), i);
  };
  const kept = part(false, row);
  const along = e === undefined ? "0u" : part(true, e);
  if (along === "0u") return kept;
  return kept === "0u" ? along : `${kept} + ${along}`;
}
