import { accumulates, columnBias, finish, finishes, rowBias } from "./shared/finish.as";
import { packColumns, packRows } from "./shared/pack.as";
import { multiplySmall } from "./shared/small.as";
import { copyTile, directTile, halfTile, tailRows, tileColumns, tileRows } from "./shared/tile.as";
import { multiplyRow } from "./shared/vector.as";

// Goto's blocking: a panel of B (depth × 2 vectors) stays in the first cache, a block of A in the second. Sums over the
// depth are cut at the same places whoever computes them, so that the bits don't depend on the threads.
const depthBlock: i32 = 512;
const rowBlock: i32 = 120;
/** A tile on its way to the edge of C. */
const tileBytes: usize = 256;

/**
 * Tiles of C: item t of the range is the block of `rowStep` rows and `columnStep` columns at row block t / blocks and
 * column block t % blocks. B's rows are `bStep` bytes apart and its panels `bPanel`: packed, or as it lies. Each thread
 * packs its rows of A into its own part of `space`.
 */
// @ts-ignore: decorator
@inline
function multiplyBlocks<T>(
  begin: i32, end: i32, space: usize, m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32,
  b: usize, bStep: usize, bPanel: usize, c: usize, pitch: usize, rowStep: i32, columnStep: i32,
  flags: i32, bias: usize,
): void {
  const blocks = (n + columnStep - 1) / columnStep;
  for (let t = begin; t < end; t++) {
    const top = (t / blocks) * rowStep;
    const left = (t % blocks) * columnStep;
    const panels = b + <usize>(left / tileColumns<T>()) * bPanel;
    const columns = min(columnStep, n - left);
    const bottom = min(m, top + rowStep);
    for (let i = top; i < bottom; i += rowBlock) {
      const rows = min(rowBlock, bottom - i);
      const out = c + <usize>i * pitch + <usize>left * sizeof<T>();
      const added = bias + <usize>(flags & rowBias ? i : left) * sizeof<T>();
      for (let k = 0; k < depth; k += depthBlock) {
        const steps = min(depthBlock, depth - k);
        packRows<T>(rows, steps, a + i * aRow + k * aColumn, aRow, aColumn, 0, space + tileBytes);
        const now = k > 0 ? flags | accumulates : flags;
        const last = k + steps < depth ? now & accumulates : now;
        tiles<T>(rows, columns, steps, space, panels + <usize>k * bStep, bStep, bPanel, out, pitch, last, added);
      }
    }
  }
}

function tiles<T>(
  rows: i32, columns: i32, depth: i32, space: usize, b: usize, step: usize, panelStep: usize,
  c: usize, pitch: usize, flags: i32, bias: usize,
): void {
  const adds = (flags & accumulates) != 0;
  for (let j = 0; j < columns; j += tileColumns<T>(), b += panelStep) {
    const width = min(tileColumns<T>(), columns - j);
    let a = space + tileBytes;
    for (let i = 0; i < rows; i += tileRows) {
      const height = min(tileRows, rows - i);
      const size = tailRows(height);
      const out = c + <usize>i * pitch + <usize>j * sizeof<T>();
      if (height == size && width == tileColumns<T>()) {
        directTile<T>(size, depth, a, b, step, out, pitch, adds);
      } else {
        if (sizeof<T>() == 4 && width <= 4 && size == 6) halfTile<T>(depth, a, b, step, space, 32, false);
        else directTile<T>(size, depth, a, b, step, space, 32, false);
        copyTile<T>(space, height, width, out, pitch, adds);
      }
      if (flags & finishes) {
        const at = flags & columnBias ? j : i;
        finish<T>(height, width, out, pitch, flags, bias + <usize>at * sizeof<T>());
      }
      a += <usize>(size * depth) * sizeof<T>();
    }
  }
}

/**
 * Many products of one shape: the three addresses of product t stand at table + 12·t, as distances from a, b and c. Where
 * `panels` isn't 0, B is packed there in `space` first; where `space` is 0 the products are small.
 */
// @ts-ignore: decorator
@inline
function multiplyBatch<T>(
  begin: i32, end: i32, space: usize, table: usize, m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32, panels: usize, c: usize, pitch: usize, flags: i32, bias: usize,
): void {
  for (let t = begin; t < end; t++) {
    const at = table + 12 * <usize>t;
    const x = a + load<u32>(at);
    const y = b + load<u32>(at, 4);
    const out = c + load<u32>(at, 8);
    if (!space) {
      multiplySmall<T>(m, n, depth, x, aRow, aColumn, y, bRow, bColumn, out, pitch, flags, bias);
      continue;
    }
    let from = y;
    let step = <usize>bRow;
    let panelStep: usize = 32;
    if (panels) {
      from = space + panels;
      step = 32;
      panelStep = <usize>depth * 32;
      packColumns<T>(0, (n + tileColumns<T>() - 1) / tileColumns<T>(), depth, n, y, bRow, bColumn, from);
    }
    multiplyBlocks<T>(
      0, 1, space, m, n, depth, x, aRow, aColumn, from, step, panelStep, out, pitch, m, n, flags, bias,
    );
  }
}

// Exports that threads share get the address of C twice where they add to it: a range that reads what it writes can't be
// done again after a failure, and that is how the pool tells.
// @ts-ignore: decorator
@inline
function adding(flags: i32, sum: usize): i32 {
  return sum ? flags | accumulates : flags;
}

export function pack32(
  begin: i32, end: i32, depth: i32, n: i32, b: usize, bRow: i32, bColumn: i32, out: usize,
): void {
  packColumns<f32>(begin, end, depth, n, b, bRow, bColumn, out);
}

export function pack64(
  begin: i32, end: i32, depth: i32, n: i32, b: usize, bRow: i32, bColumn: i32, out: usize,
): void {
  packColumns<f64>(begin, end, depth, n, b, bRow, bColumn, out);
}

export function blocks32(
  begin: i32, end: i32, thread: i32, m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32,
  b: usize, bStep: usize, bPanel: usize, c: usize, pitch: usize, rowStep: i32, columnStep: i32,
  flags: i32, sum: usize, bias: usize, space: usize, each: usize,
): void {
  multiplyBlocks<f32>(
    begin, end, space + <usize>thread * each, m, n, depth, a, aRow, aColumn, b, bStep, bPanel, c, pitch,
    rowStep, columnStep, adding(flags, sum), bias,
  );
}

export function blocks64(
  begin: i32, end: i32, thread: i32, m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32,
  b: usize, bStep: usize, bPanel: usize, c: usize, pitch: usize, rowStep: i32, columnStep: i32,
  flags: i32, sum: usize, bias: usize, space: usize, each: usize,
): void {
  multiplyBlocks<f64>(
    begin, end, space + <usize>thread * each, m, n, depth, a, aRow, aColumn, b, bStep, bPanel, c, pitch,
    rowStep, columnStep, adding(flags, sum), bias,
  );
}

export function batch32(
  begin: i32, end: i32, thread: i32, table: usize, m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32, panels: usize, c: usize, pitch: usize, flags: i32, sum: usize, bias: usize,
  space: usize, each: usize,
): void {
  multiplyBatch<f32>(
    begin, end, space + <usize>thread * each, table, m, n, depth, a, aRow, aColumn, b, bRow, bColumn, panels,
    c, pitch, adding(flags, sum), bias,
  );
}

export function batch64(
  begin: i32, end: i32, thread: i32, table: usize, m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32, panels: usize, c: usize, pitch: usize, flags: i32, sum: usize, bias: usize,
  space: usize, each: usize,
): void {
  multiplyBatch<f64>(
    begin, end, space + <usize>thread * each, table, m, n, depth, a, aRow, aColumn, b, bRow, bColumn, panels,
    c, pitch, adding(flags, sum), bias,
  );
}

export function small32(
  m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32,
  c: usize, pitch: usize, flags: i32, bias: usize,
): void {
  multiplySmall<f32>(m, n, depth, a, aRow, aColumn, b, bRow, bColumn, c, pitch, flags, bias);
}

export function small64(
  m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32,
  c: usize, pitch: usize, flags: i32, bias: usize,
): void {
  multiplySmall<f64>(m, n, depth, a, aRow, aColumn, b, bRow, bColumn, c, pitch, flags, bias);
}

export function row32(
  begin: i32, end: i32, thread: i32, depth: i32, x: usize, xStep: i32, b: usize, bRow: i32, bColumn: i32, y: usize,
  flags: i32, sum: usize, bias: usize, space: usize, each: usize,
): void {
  multiplyRow<f32>(begin, end, depth, x, xStep, b, bRow, bColumn, y, adding(flags, sum), bias, space + <usize>thread * each);
}

export function row64(
  begin: i32, end: i32, thread: i32, depth: i32, x: usize, xStep: i32, b: usize, bRow: i32, bColumn: i32, y: usize,
  flags: i32, sum: usize, bias: usize, space: usize, each: usize,
): void {
  multiplyRow<f64>(begin, end, depth, x, xStep, b, bRow, bColumn, y, adding(flags, sum), bias, space + <usize>thread * each);
}

export function finish32(begin: i32, end: i32, n: i32, c: usize, pitch: usize, flags: i32, bias: usize): void {
  finishRows<f32>(begin, end, n, c, pitch, flags, bias);
}

export function finish64(begin: i32, end: i32, n: i32, c: usize, pitch: usize, flags: i32, bias: usize): void {
  finishRows<f64>(begin, end, n, c, pitch, flags, bias);
}

/** Rows of C that somebody else has computed. */
// @ts-ignore: decorator
@inline
function finishRows<T>(begin: i32, end: i32, n: i32, c: usize, pitch: usize, flags: i32, bias: usize): void {
  const at = flags & rowBias ? begin : 0;
  finish<T>(end - begin, n, c + <usize>begin * pitch, pitch, flags, bias + <usize>at * sizeof<T>());
}
