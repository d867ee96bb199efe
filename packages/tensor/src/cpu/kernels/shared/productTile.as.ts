import { byRows, packed, tile } from "./tile.as";

/**
 * The tile of `valid` rows, 1 to 6, and `columns` columns. Computed, and stored, are six rows or four, of two vectors or, in
 * float32, six of one: fewer would take as long, since each sum waits for the one before. `apart`: whether A, of float32,
 * lies by rows.
 */
export function productTile<T>(
  valid: i32, columns: i32, apart: bool, depth: i32, a: usize, aStep: usize, b: usize, step: usize,
  c: usize, pitch: usize, accumulate: bool,
): void {
  if (sizeof<T>() == 4) {
    const half = columns <= 4;
    if (apart) {
      if (valid > 4) {
        if (half) tile<T>(6, 1, byRows, valid, depth, a, aStep, b, step, 0, c, pitch, accumulate);
        else tile<T>(6, 2, byRows, valid, depth, a, aStep, b, step, 0, c, pitch, accumulate);
      } else tile<T>(4, 2, byRows, valid, depth, a, aStep, b, step, 0, c, pitch, accumulate);
      return;
    }
    if (half && valid > 4) {
      tile<T>(6, 1, packed, 6, depth, a, aStep, b, step, 0, c, pitch, accumulate);
      return;
    }
  }
  if (valid > 4) tile<T>(6, 2, packed, 6, depth, a, aStep, b, step, 0, c, pitch, accumulate);
  else tile<T>(4, 2, packed, 4, depth, a, aStep, b, step, 0, c, pitch, accumulate);
}

/** Copies the valid part of a tile, kept contiguously at `tile`, to C. */
export function copyTile<T>(from: usize, rows: i32, columns: i32, c: usize, pitch: usize, accumulate: bool): void {
  const bytes = <usize>columns * sizeof<T>();
  for (let i = 0; i < rows; i++, from += 32, c += pitch) {
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const value = v128.load(from + at);
      v128.store(c + at, accumulate ? v128.add<T>(v128.load(c + at), value) : value);
    }
    for (; at < bytes; at += sizeof<T>()) {
      const value = load<T>(from + at);
      store<T>(c + at, accumulate ? <T>(load<T>(c + at) + value) : value);
    }
  }
}
