import type { ProductLayout, ProductRun } from "./productLayout.js";
import { withScratch } from "./scratch.js";

/** See shared/tile.as.ts and matmul.as.ts. */
const tileRows = 6;
const depthBlock = 512;
const rowBlock = 120;
const tileBytes = 256;
const panelBytes = 32;

/** B isn't packed where it serves so few rows, or where it stays in the first cache as it is. */
const fewRows = 12;
const firstCache = 16384;
/** Packed panels of B at a time. */
const mostPanels = 2 ** 23;
/** Panels of each product of a batch that a thread may pack for itself. */
const mostOwnPanels = 2 ** 18;
/** Multiplications that take as long as handing work to another thread is worth, for each element of `grain`. */
const workOfGrain = 16;
/** Rows of C that are handed out together, so few that nobody waits long for the last; and the items that there shall be. */
const sharedRows = 24;
const sharedItems = 8;

const roundUp = (count: number, step: number) => Math.ceil(count / step) * step;

/** Products by packed panels and tiles, on all threads: each product cut, or, where they are many, each product whole. */
export function blockedProduct(layout: ProductLayout, isSmall: boolean): ProductRun {
  const { spec, width, bRow, bColumn, starts } = layout;
  const { m, n, depth } = spec;
  const inPlace = bColumn === width && (m <= fewRows || (bRow >= 0 && depth * bRow <= firstCache));
  const ownPanels = inPlace ? 0 : roundUp(n * width, panelBytes) * depth;
  if (isSmall || (starts.length > 1 && ownPanels <= mostOwnPanels && m * n * depth <= 2 ** 21)) {
    return manyProducts(layout, isSmall, inPlace, ownPanels);
  }
  return cutProducts(layout, inPlace);
}

/** Bytes that a thread needs for a tile at the edge and its rows of A. */
function bytesOfRows(rows: number, { spec: { depth }, width }: ProductLayout): number {
  return (
    tileBytes + roundUp(roundUp(Math.min(rows, rowBlock), tileRows) * Math.min(depth, depthBlock) * width, 64)
  );
}

/** Whole products are the items that threads share. */
function manyProducts(
  layout: ProductLayout,
  isSmall: boolean,
  inPlace: boolean,
  ownPanels: number,
): ProductRun {
  const { machine, spec, code, aRow, aColumn, bRow, bColumn, pitch, starts, flags } = layout;
  const { m, n, depth, accumulate } = spec;
  const panels = isSmall ? 0 : bytesOfRows(m, layout);
  const each = isSmall ? 0 : roundUp(panels + ownPanels, 64);
  const table = Uint32Array.from(starts.flat());
  const tableBytes = roundUp(table.byteLength, 64);
  // biome-ignore format: the range, the operands, the result, the scratch memory
  const args = [
    0, 0, 0, 0, m, n, depth, 0, aRow, aColumn, 0, bRow, bColumn, inPlace ? 0 : panels, 0, pitch, flags, 0, 0, 0, each,
  ];
  const grain = Math.ceil((workOfGrain * machine.grain) / Math.max(1, m * n * depth));
  const work = { range: 0, count: starts.length, grain, thread: 2 };
  const lend = withScratch(machine, [tableBytes + each * machine.maximumThreads]);
  return (a, b, c, bias) =>
    lend((space) => {
      new Uint32Array(machine.memory.buffer, space, table.length).set(table);
      args[3] = space;
      args[7] = a;
      args[10] = b;
      args[14] = c;
      args[17] = accumulate ? c : 0;
      args[18] = bias!;
      args[19] = isSmall ? 0 : space + tableBytes;
      machine.share(code.batch, args, work);
    });
}

/** Blocks of C are the items. Packed panels of B serve all threads; of a very deep product, so many steps at a time. */
function cutProducts(layout: ProductLayout, inPlace: boolean): ProductRun {
  const { machine, spec, code, width, aRow, aColumn, bRow, bColumn, pitch, starts, flags } = layout;
  const { m, n, depth, accumulate } = spec;
  const lanes = panelBytes / width;
  const mostDepth = inPlace ? depth : roundUp(Math.min(depth, mostPanels / panelBytes / 16), depthBlock);
  const mostColumns = inPlace
    ? n
    : Math.max(16, Math.floor(mostPanels / panelBytes / Math.min(depth, mostDepth))) * lanes;
  const columns = Math.min(n, mostColumns);
  const rowStep = machine.maximumThreads === 1 ? rowBlock : Math.min(roundUp(m, tileRows), sharedRows);
  const rowItems = Math.ceil(m / rowStep);
  const columnStep =
    machine.maximumThreads === 1
      ? columns
      : roundUp(Math.max(columns / Math.ceil(sharedItems / rowItems), Math.min(columns, 8 * lanes)), lanes);
  const each = bytesOfRows(rowStep, layout);
  const panelSpace = inPlace ? 0 : roundUp(columns, lanes) * Math.min(depth, mostDepth) * width;
  // biome-ignore format: the range, the operands, the result, the scratch memory
  const args = [
    0, 0, 0, m, 0, 0, 0, aRow, aColumn, 0, 0, 0, 0, pitch, rowStep, columnStep, 0, 0, 0, 0, each,
  ];
  const packArgs = [0, 0, 0, 0, 0, bRow, bColumn, 0];
  const multiply = (a: number, b: number, c: number, bias: number, space: number) => {
    for (let j = 0; j < n; j += mostColumns) {
      const wide = Math.min(mostColumns, n - j);
      for (let k = 0; k < depth; k += mostDepth) {
        const deep = Math.min(mostDepth, depth - k);
        const from = b + k * bRow + j * bColumn;
        if (!inPlace) {
          const count = Math.ceil(wide / lanes);
          packArgs[2] = deep;
          packArgs[3] = wide;
          packArgs[4] = from;
          packArgs[7] = space;
          const grain = Math.ceil(machine.grain / (deep * lanes));
          machine.share(code.pack, packArgs, { range: 0, count, grain });
        }
        args[4] = wide;
        args[5] = deep;
        args[6] = a + k * aColumn;
        args[9] = inPlace ? from : space;
        args[10] = inPlace ? bRow : panelBytes;
        args[11] = inPlace ? panelBytes : deep * panelBytes;
        args[12] = c + j * width;
        args[16] = k + deep < depth ? 0 : flags;
        args[17] = accumulate || k > 0 ? args[12]! : 0;
        args[18] = flags & 2 ? bias + j * width : bias;
        args[19] = space + panelSpace;
        const count = rowItems * Math.ceil(wide / columnStep);
        const itemWork = Math.min(rowStep, m) * Math.min(columnStep, wide) * deep;
        const grain = Math.ceil((workOfGrain * machine.grain) / itemWork);
        machine.share(code.blocks, args, { range: 0, count, grain, thread: 2 });
      }
    }
  };
  const lend = withScratch(machine, [panelSpace + each * machine.maximumThreads]);
  return (a, b, c, bias) =>
    lend((space) => {
      for (const start of starts) multiply(a + start[0], b + start[1], c + start[2], bias!, space);
    });
}
