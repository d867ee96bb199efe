import { packColumns, packRows } from "./shared/pack.as";
import { copyTile, directTile, multiplyAdd, tailRows, tileColumns, tileRows } from "./shared/tile.as";

// Goto's blocking: a panel of B (depth × 2 vectors) stays in the first cache, a block of A and a slice of B in the second.
const depthBlock: i32 = 256;
const rowBlock: i32 = 120;
const columnBlock: i32 = 768;
/** A tile on its way to the edge of C. */
const tileBytes: usize = 256;

// @ts-ignore: decorator
@inline
function roundUp(n: i32, step: i32): i32 {
  return ((n + step - 1) / step) * step;
}

// @ts-ignore: decorator
@inline
function blockA<T>(m: i32, depth: i32): usize {
  return <usize>roundUp(min(m, rowBlock), tileRows) * min(depth, depthBlock) * sizeof<T>();
}

// @ts-ignore: decorator
@inline
function scratch<T>(m: i32, n: i32, depth: i32): usize {
  return (
    tileBytes +
    ((blockA<T>(m, depth) + 63) & ~63) +
    <usize>roundUp(min(n, columnBlock), tileColumns<T>()) * min(depth, depthBlock) * sizeof<T>()
  );
}

/** C[m, n] = A B; A and B by strides in bytes, the rows of C contiguous and `pitch` bytes apart. */
// @ts-ignore: decorator
@inline
function multiply<T>(
  m: i32, n: i32, depth: i32,
  a: usize, aRow: i32, aColumn: i32,
  b: usize, bRow: i32, bColumn: i32,
  c: usize, pitch: usize, space: usize,
): void {
  const packedA = space + tileBytes;
  const packedB = packedA + ((blockA<T>(m, depth) + 63) & ~63);
  // Few rows use each panel of B too seldom to pay for its packing.
  const inPlace = bColumn == <i32>sizeof<T>() && m <= 2 * tileRows;
  for (let j = 0; j < n; j += columnBlock) {
    const columns = min(columnBlock, n - j);
    for (let k = 0; k < depth; k += depthBlock) {
      const steps = min(depthBlock, depth - k);
      const blockB = b + k * bRow + j * bColumn;
      const whole = inPlace ? columns - (columns % tileColumns<T>()) : 0;
      packColumns<T>(steps, columns - whole, blockB + whole * bColumn, bRow, bColumn, packedB);
      for (let i = 0; i < m; i += rowBlock) {
        const rows = min(rowBlock, m - i);
        packRows<T>(rows, steps, a + i * aRow + k * aColumn, aRow, aColumn, 0, packedA);
        const out = c + <usize>i * pitch + <usize>j * sizeof<T>();
        if (whole > 0) block<T>(rows, whole, steps, packedA, blockB, bRow, 32, out, pitch, space, k > 0);
        if (whole < columns) {
          const rest = out + <usize>whole * sizeof<T>();
          block<T>(rows, columns - whole, steps, packedA, packedB, 32, steps * 32, rest, pitch, space, k > 0);
        }
      }
    }
  }
}

/** One block of C from packed rows and panels of B: its rows `step` bytes apart, the panels `panelStep`. */
function block<T>(
  rows: i32, columns: i32, depth: i32, packedA: usize, b: usize, step: usize, panelStep: usize,
  c: usize, pitch: usize, space: usize, accumulate: bool,
): void {
  for (let j = 0; j < columns; j += tileColumns<T>(), b += panelStep) {
    const width = min(tileColumns<T>(), columns - j);
    let a = packedA;
    for (let i = 0; i < rows; i += tileRows) {
      const height = min(tileRows, rows - i);
      const size = tailRows(height);
      const out = c + <usize>i * pitch + <usize>j * sizeof<T>();
      if (height == size && width == tileColumns<T>()) {
        directTile<T>(size, depth, a, b, step, out, pitch, accumulate);
      } else {
        directTile<T>(size, depth, a, b, step, space, 32, false);
        copyTile<T>(space, height, width, out, pitch, accumulate);
      }
      a += <usize>(size * depth) * sizeof<T>();
    }
  }
}

/** y[n] = x[depth] B: one row. B is streamed once, by rows or by columns, whichever are contiguous. */
// @ts-ignore: decorator
@inline
function multiplyRow<T>(
  n: i32, depth: i32, x: usize, xStep: i32, b: usize, bRow: i32, bColumn: i32, y: usize,
): void {
  if (bRow == <i32>sizeof<T>() && xStep == <i32>sizeof<T>()) {
    for (let j = 0; j < n; j++, b += bColumn, y += sizeof<T>()) store<T>(y, dot<T>(depth, x, b));
  } else if (bColumn == <i32>sizeof<T>()) {
    memory.fill(y, 0, <usize>n * sizeof<T>());
    let k = 0;
    for (; k + 4 <= depth; k += 4, x += 4 * xStep, b += 4 * bRow) addFourRows<T>(n, x, xStep, b, bRow, y);
    for (; k < depth; k++, x += xStep, b += bRow) addRow<T>(n, load<T>(x), b, y);
  } else {
    for (let j = 0; j < n; j++, b += bColumn, y += sizeof<T>()) {
      let total: T = 0;
      for (let k = 0; k < depth; k++) total += load<T>(x + k * xStep) * load<T>(b + k * bRow);
      store<T>(y, total);
    }
  }
}

/** Four accumulators: one would wait for the latency of each addition. */
function dot<T>(n: i32, x: usize, y: usize): T {
  let s0 = v128.splat<T>(<T>0), s1 = s0, s2 = s0, s3 = s0;
  const lanes = 16 / <i32>sizeof<T>();
  let i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes, x += 64, y += 64) {
    s0 = multiplyAdd<T>(v128.load(x), v128.load(y), s0);
    s1 = multiplyAdd<T>(v128.load(x, 16), v128.load(y, 16), s1);
    s2 = multiplyAdd<T>(v128.load(x, 32), v128.load(y, 32), s2);
    s3 = multiplyAdd<T>(v128.load(x, 48), v128.load(y, 48), s3);
  }
  for (; i + lanes <= n; i += lanes, x += 16, y += 16) s0 = multiplyAdd<T>(v128.load(x), v128.load(y), s0);
  s0 = v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3));
  let total: T = <T>(v128.extract_lane<T>(s0, 0) + v128.extract_lane<T>(s0, 1));
  if (sizeof<T>() == 4) total += <T>(v128.extract_lane<T>(s0, 2) + v128.extract_lane<T>(s0, 3));
  for (; i < n; i++, x += sizeof<T>(), y += sizeof<T>()) total += load<T>(x) * load<T>(y);
  return total;
}

function addFourRows<T>(n: i32, x: usize, xStep: i32, b: usize, bRow: i32, y: usize): void {
  const x0 = load<T>(x), x1 = load<T>(x + xStep), x2 = load<T>(x + 2 * xStep), x3 = load<T>(x + 3 * xStep);
  const v0 = v128.splat<T>(x0), v1 = v128.splat<T>(x1), v2 = v128.splat<T>(x2), v3 = v128.splat<T>(x3);
  const b1 = b + bRow, b2 = b1 + bRow, b3 = b2 + bRow;
  const bytes = <usize>n * sizeof<T>();
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    let s = multiplyAdd<T>(v0, v128.load(b + at), v128.load(y + at));
    s = multiplyAdd<T>(v1, v128.load(b1 + at), s);
    s = multiplyAdd<T>(v2, v128.load(b2 + at), s);
    v128.store(y + at, multiplyAdd<T>(v3, v128.load(b3 + at), s));
  }
  for (; at < bytes; at += sizeof<T>()) {
    const s = x0 * load<T>(b + at) + x1 * load<T>(b1 + at) + x2 * load<T>(b2 + at) + x3 * load<T>(b3 + at);
    store<T>(y + at, <T>(load<T>(y + at) + s));
  }
}

function addRow<T>(n: i32, x: T, b: usize, y: usize): void {
  const v = v128.splat<T>(x);
  const bytes = <usize>n * sizeof<T>();
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(y + at, multiplyAdd<T>(v, v128.load(b + at), v128.load(y + at)));
  for (; at < bytes; at += sizeof<T>()) store<T>(y + at, <T>(load<T>(y + at) + x * load<T>(b + at)));
}

export function scratch32(m: i32, n: i32, depth: i32): usize {
  return scratch<f32>(m, n, depth);
}

export function scratch64(m: i32, n: i32, depth: i32): usize {
  return scratch<f64>(m, n, depth);
}

export function multiply32(
  m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32,
  c: usize, pitch: usize, space: usize,
): void {
  multiply<f32>(m, n, depth, a, aRow, aColumn, b, bRow, bColumn, c, pitch, space);
}

export function multiply64(
  m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32,
  c: usize, pitch: usize, space: usize,
): void {
  multiply<f64>(m, n, depth, a, aRow, aColumn, b, bRow, bColumn, c, pitch, space);
}

export function multiplyRow32(
  n: i32, depth: i32, x: usize, xStep: i32, b: usize, bRow: i32, bColumn: i32, y: usize,
): void {
  multiplyRow<f32>(n, depth, x, xStep, b, bRow, bColumn, y);
}

export function multiplyRow64(
  n: i32, depth: i32, x: usize, xStep: i32, b: usize, bRow: i32, bColumn: i32, y: usize,
): void {
  multiplyRow<f64>(n, depth, x, xStep, b, bRow, bColumn, y);
}
