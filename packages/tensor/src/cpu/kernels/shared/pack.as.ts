import { tailRows, tileRows } from "./tile.as";

/**
 * Packs a matrix of m rows into panels of 6 rows, the last of 6, 4, 2 or 1, each as [k][rows]; rows beyond m are
 * zero. Element (i, k) lies at a + i·row + (table ? table[k] : k·column), all in bytes.
 */
export function packRows<T>(m: i32, depth: i32, a: usize, row: i32, column: i32, table: usize, out: usize): void {
  for (let i = 0; i < m; i += tileRows) {
    const valid = min(tileRows, m - i);
    const rows = tailRows(valid);
    const panel = a + i * row;
    if (!table && row == <i32>sizeof<T>() && valid == tileRows) packAdjacent<T>(depth, panel, column, out);
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

/** Packs n columns into panels of two vectors, each as [k][columns]; columns beyond n are zero. */
export function packColumns<T>(depth: i32, n: i32, b: usize, row: i32, column: i32, out: usize): void {
  const width = 32 / <i32>sizeof<T>();
  for (let j = 0; j < n; j += width) {
    const valid = min(width, n - j);
    let from = b + j * column;
    if (column == <i32>sizeof<T>() && valid == width) {
      for (let k = 0; k < depth; k++, from += row, out += 32) {
        v128.store(out, v128.load(from));
        v128.store(out, v128.load(from, 16), 16);
      }
      continue;
    }
    if (valid < width) memory.fill(out, 0, <usize>depth * 32);
    for (let i = 0; i < valid; i++, from += column) {
      let at = from;
      let to = out + <usize>i * sizeof<T>();
      for (let k = 0; k < depth; k++, at += row, to += 32) store<T>(to, load<T>(at));
    }
    out += <usize>depth * 32;
  }
}
