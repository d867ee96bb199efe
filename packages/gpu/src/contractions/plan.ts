import type { ProductSize } from "./product.js";

/**
 * A block of Y by one workgroup of side·side invocations, each of which keeps rows·columns sums in registers. Lines lie
 * `side` apart in an invocation: row i of the invocation in row y of the workgroup is y + i·side.
 */
export interface Tile {
  readonly side: 8 | 16;
  readonly rows: 4 | 8;
  readonly columns: 4 | 8;
  /** How much of its time it computes; the rest goes to loads and barriers. An estimate, only compared with others. */
  readonly efficiency: number;
}

/** The tiles, the widest first: 128×128, 128×64, 64×128, 64×64 and 32×32 elements. */
const tiles: readonly Tile[] = [
  { side: 16, rows: 8, columns: 8, efficiency: 1 },
  { side: 16, rows: 8, columns: 4, efficiency: 0.85 },
  { side: 16, rows: 4, columns: 8, efficiency: 0.85 },
  { side: 16, rows: 4, columns: 4, efficiency: 0.65 },
  { side: 8, rows: 4, columns: 4, efficiency: 0.35 },
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
const few = 16;

/** Workgroups that a device is taken to run at once: enough for large ones, and a small one takes them in a few turns. */
const fill = 128;

/** What a second dispatch costs, and what a partial sum costs to write and read, in multiplications of a workgroup. */
const dispatchCost = 5e5;
const partialCost = 80;

/** A slice is at least this deep: below, adding costs more than it gains. */
const leastSlice = 128;

/** The depth that invocations of a tile hold in workgroup memory at a time: each loads at most four elements of an operand. */
export function tileDepth({ side, rows, columns }: Tile): number {
  return (4 * side) / Math.max(rows, columns);
}

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
    for (const slices of sliceChoices(size, tileCount(size, tile), tileDepth(tile))) {
      const cost = tileCost(size, tile, slices);
      if (cost < least) [best, least] = [{ kind: "tiles", tile, ...slices }, cost];
    }
  }
  return best!;
}

/** Tiles of all matrices of a batch. */
export function tileCount({ batch, rows, columns }: ProductSize, tile: Tile): number {
  return batch * Math.ceil(rows / (tile.side * tile.rows)) * Math.ceil(columns / (tile.side * tile.columns));
}

function tileCost(size: ProductSize, tile: Tile, { slices, sliceDepth }: Slices): number {
  const turns = Math.ceil((tileCount(size, tile) * slices) / fill);
  const area = tile.side ** 2 * tile.rows * tile.columns;
  const each = (area * (sliceDepth + 16)) / tile.efficiency;
  const partials = size.batch * size.rows * size.columns * slices;
  return turns * each + (slices > 1 ? dispatchCost + (partials * partialCost) / fill : 0);
}

/** No slices, and as many as fill a device once, twice and so on. */
function sliceChoices({ depth }: ProductSize, workgroups: number, step: number): Slices[] {
  const choices = [sliced(depth, 1, step)];
  for (const turns of [1, 2, 3, 4]) {
    const wanted = Math.min(Math.floor((turns * fill) / workgroups), Math.floor(depth / leastSlice));
    if (wanted > choices.at(-1)!.slices) choices.push(sliced(depth, wanted, step));
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
  // With several narrow lines a value of theirs serves four wide ones.
  const lines = least > 2 && many > 4 * lanes ? 4 : 1;
  const workgroups = size.batch * Math.ceil(many / (lanes * lines));
  const wanted = Math.min(Math.floor(fill / workgroups), Math.floor(size.depth / leastSlice));
  return {
    kind: "skinny",
    wide,
    lanes,
    lines,
    ...sliced(size.depth, Math.max(1, wanted), skinnySize / lanes),
  };
}
