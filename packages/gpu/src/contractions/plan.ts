import type { ProductSize } from "./product.js";

/**
 * A block of Y by one workgroup of down·across invocations, each of which keeps rows·columns sums in registers. The rows of
 * an invocation lie `down` apart, and its columns `across`.
 */
export interface Tile {
  readonly down: number;
  readonly across: number;
  readonly rows: number;
  readonly columns: number;
  /**
   * Nanoseconds that one depth takes a workgroup that has a multiprocessor to itself, and that it adds where many share
   * one: on an NVIDIA H200, in products of 4096 and of 1024 (ARCHITECTURE.md). Only compared with each other.
   */
  readonly alone: number;
  readonly shared: number;
}

/** The tiles, the widest first. Wider ones, 128×128 and 128×256, were no faster and leave multiprocessors idle. */
export const tiles: readonly Tile[] = [
  { down: 8, across: 16, rows: 8, columns: 8, alone: 53, shared: 47 },
  { down: 16, across: 8, rows: 8, columns: 8, alone: 55, shared: 50 },
  { down: 8, across: 8, rows: 8, columns: 8, alone: 53, shared: 27 },
  { down: 16, across: 16, rows: 4, columns: 4, alone: 44, shared: 33 },
  { down: 8, across: 8, rows: 8, columns: 4, alone: 46, shared: 17 },
  { down: 8, across: 8, rows: 4, columns: 4, alone: 40, shared: 11 },
  // For few rows or few columns.
  { down: 4, across: 16, rows: 4, columns: 8, alone: 46, shared: 17 },
  { down: 16, across: 4, rows: 8, columns: 4, alone: 46, shared: 17 },
];

/** A block of rows and columns by a workgroup, from blocks of depth in workgroup memory. */
export interface TilePlan extends Slices {
  readonly kind: "tiles";
  readonly tile: Tile;
}

/** Few rows or few columns, all of them by each workgroup, whose invocations share the depth and some of the other lines. */
export interface SkinnyPlan extends Slices {
  readonly kind: "skinny";
  /** The operand with many lines. */
  readonly wide: "a" | "b";
  /** Invocations side by side over the wide operand's lines, 256 divided by it over the depth. */
  readonly lanes: number;
  /** Wide lines of an invocation, `lanes` apart. */
  readonly lines: 1 | 4;
}

/** The depth in slices: each is summed by workgroups of its own, and the sums are added in the order of the slices. */
interface Slices {
  readonly slices: number;
  /** The depth of each slice but the last. */
  readonly sliceDepth: number;
}

export type ProductPlan = TilePlan | SkinnyPlan;

/** So many rows or columns at most are few. */
const few = 4;

/** Multiprocessors that a device is taken to have: enough for large ones, and a small one takes its work in more turns. */
const multiprocessors = 128;

/** Workgroups of few rows or columns that keep a large device's memory busy. */
const streams = 8 * multiprocessors;

/** What a second dispatch costs, and writing and reading a partial sum, in nanoseconds. */
const dispatchCost = 5000;
const partialCost = 0.004;

/** A slice is at least this deep: below, adding costs more than it gains. */
const leastSlice = 128;

/** The depth that workgroup memory holds at a time; on software adapters half of it. Slices are multiples of it. */
export const stepDepth = 16;

/** Invocations of a workgroup for few rows or columns. */
export const skinnySize = 256;

/** Picks how a product is computed, from its size and from where its operands' neighbours lie. */
export function planProduct(
  size: ProductSize,
  along: { a: "lines" | "depth"; b: "lines" | "depth" },
): ProductPlan {
  if (Math.min(size.rows, size.columns) <= few) return skinnyPlan(size, along);
  let best: TilePlan | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const tile of tiles) {
    for (const slices of sliceChoices(size, tileCount(size, tile))) {
      const cost = tileCost(size, tile, slices);
      if (cost < least) [best, least] = [{ kind: "tiles", tile, ...slices }, cost];
    }
  }
  return best!;
}

/** Tiles of all matrices of a batch. */
export function tileCount({ batch, rows, columns }: ProductSize, tile: Tile): number {
  return (
    batch * Math.ceil(rows / (tile.down * tile.rows)) * Math.ceil(columns / (tile.across * tile.columns))
  );
}

/** Nanoseconds: latency rules while a multiprocessor has few workgroups, and throughput when it has many; near the border both. */
function tileCost(size: ProductSize, tile: Tile, { slices, sliceDepth }: Slices): number {
  const each = (tileCount(size, tile) * slices) / multiprocessors;
  // The last turn of many is as long as the others; of very many it counts for little.
  const turns = each < 8 ? Math.ceil(each) : each;
  const depth = Math.cbrt(tile.alone ** 3 + (turns * tile.shared) ** 3);
  const partials = size.batch * size.rows * size.columns * slices;
  return (sliceDepth + stepDepth) * depth + (slices > 1 ? dispatchCost + partials * partialCost : 0);
}

/** No slices, and as many as fill a device once, twice and so on. */
function sliceChoices({ depth }: ProductSize, workgroups: number): Slices[] {
  const choices = [sliced(depth, 1, stepDepth)];
  for (const turns of [1, 2, 4, 8]) {
    const wanted = Math.min(
      Math.floor((turns * multiprocessors) / workgroups),
      Math.floor(depth / leastSlice),
    );
    if (wanted > choices.at(-1)!.slices) choices.push(sliced(depth, wanted, stepDepth));
  }
  return choices;
}

/** The depth in at most so many slices, each a multiple of `step` deep. */
function sliced(depth: number, wanted: number, step: number): Slices {
  const sliceDepth = Math.max(step, Math.ceil(depth / wanted / step) * step);
  return { slices: Math.max(1, Math.ceil(depth / sliceDepth)), sliceDepth };
}

function skinnyPlan(size: ProductSize, along: { a: "lines" | "depth"; b: "lines" | "depth" }): SkinnyPlan {
  const wide = size.rows > size.columns ? "a" : "b";
  const [many, least] = [Math.max(size.rows, size.columns), Math.min(size.rows, size.columns)];
  // Invocations side by side read along the wide operand's memory, but 8 lines at least share what the other one has.
  const most = along[wide] === "depth" ? 8 : 64;
  const lanes = Math.min(most, 2 ** Math.ceil(Math.log2(many)));
  // With several narrow lines a value of theirs serves four wide ones, where that leaves workgroups enough.
  const lines = least > 2 && size.batch * many >= 4 * lanes * streams ? 4 : 1;
  const workgroups = size.batch * Math.ceil(many / (lanes * lines));
  const wanted = Math.min(Math.floor(streams / workgroups), Math.floor(size.depth / leastSlice));
  return {
    kind: "skinny",
    wide,
    lanes,
    lines,
    ...sliced(size.depth, Math.max(1, wanted), skinnySize / lanes),
  };
}
