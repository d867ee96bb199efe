import { tailRows, tileRows } from "./tile.as";
import { transposeSquare } from "./transpose.as";

/**
 * Packs a matrix of m rows into panels of 6 rows, the last of 6, 4, 2 or 1, each as [k][rows]; rows beyond m are
 * zero. Element (i, k) lies at a + i·row + (table ? table[k] : k·column), all in bytes.
 */
export function packRows<T>(m: i32, depth: i32, a: usize, row: i32, column: i32, table: usize, out: usize): void {
  for (let i = 0; i < m; i += tileRows) {
    const valid = min(tileRows, m - i);
    const rows = tailRows(valid);
    const panel = a + i * row;
    const whole = !table && valid == tileRows;
    if (whole && row == <i32>sizeof<T>()) packAdjacent<T>(depth, panel, column, out);
    else if (whole && column == <i32>sizeof<T>()) packTransposed<T>(depth, panel, row, out);
    else packPanel<T>(valid, rows, depth, panel, row, column, table, out);
    out += <usize>(rows * depth) * sizeof<T>();
  }
}

/** Six rows that lie side by side: a transposed matrix. */
function packAdjacent<T>(depth: i32, a: usize, column: i32, out: usize): void {
  for (let k = 0; k < depth; k++) {
    v128.store(out, v128.load(a));
    if (sizeof<T>() == 8) {
      v128.store(out, v128.load(a, 16), 16);
      v128.store(out, v128.load(a, 32), 32);
    } else store<u64>(out, load<u64>(a, 16), 16);
    a += column;
    out += <usize>tileRows * sizeof<T>();
  }
}

/** Six rows of contiguous elements. In float32 two squares overlap in two rows. */
function packTransposed<T>(depth: i32, a: usize, row: i32, out: usize): void {
  const lanes = 16 / <i32>sizeof<T>();
  const step = <usize>tileRows * sizeof<T>();
  let k = 0;
  for (; k + lanes <= depth; k += lanes, a += 16, out += <usize>lanes * step) {
    transposeSquare<T>(a, row, out, step);
    transposeSquare<T>(a + 2 * row, row, out + 2 * sizeof<T>(), step);
    if (sizeof<T>() == 8) transposeSquare<T>(a + 4 * row, row, out + 32, step);
  }
  if (k < depth) packPanel<T>(tileRows, tileRows, depth - k, a, row, sizeof<T>(), 0, out);
}

function packPanel<T>(
  valid: i32, rows: i32, depth: i32, a: usize, row: i32, column: i32, table: usize, out: usize,
): void {
  const step = <usize>rows * sizeof<T>();
  for (let i = 0; i < rows; i++) {
    let to = out + <usize>i * sizeof<T>();
    let from = a + i * row;
    if (i >= valid) {
      for (let k = 0; k < depth; k++, to += step) store<T>(to, <T>0);
    } else if (table) {
      for (let k = 0; k < depth; k++, to += step) store<T>(to, load<T>(from + load<u32>(table + (<usize>k << 2))));
    } else {
      for (let k = 0; k < depth; k++, to += step, from += column) store<T>(to, load<T>(from));
    }
  }
}

/**
 * Packs n columns into panels of two vectors, each as [k][columns]; columns beyond n are zero. Of the panels, those from
 * `begin` to before `end`.
 */
export function packColumns<T>(
  begin: i32, end: i32, depth: i32, n: i32, b: usize, row: i32, column: i32, out: usize,
): void {
  const width = 32 / <i32>sizeof<T>();
  for (let panel = begin; panel < end; panel++) {
    const valid = min(width, n - panel * width);
    let from = b + panel * width * column;
    let to = out + <usize>(panel * depth) * 32;
    if (valid < width) memory.fill(to, 0, <usize>depth * 32);
    else if (column == <i32>sizeof<T>()) {
      for (let k = 0; k < depth; k++, from += row, to += 32) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      }
      continue;
    }
    let k = 0;
    if (valid == width && row == <i32>sizeof<T>()) {
      const lanes = width / 2;
      const half = lanes * column;
      for (; k + lanes <= depth; k += lanes, from += 16, to += <usize>lanes * 32) {
        transposeSquare<T>(from, column, to, 32);
        transposeSquare<T>(from + half, column, to + 16, 32);
      }
    }
    for (let i = 0; i < valid; i++, from += column) {
      let at = from;
      let place = to + <usize>i * sizeof<T>();
      for (let j = k; j < depth; j++, at += row, place += 32) store<T>(place, load<T>(at));
    }
  }
}
