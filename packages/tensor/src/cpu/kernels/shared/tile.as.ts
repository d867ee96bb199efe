/** a·b + c, fused where the host has relaxed SIMD (scripts/unfuse.mjs). */
// @ts-ignore: decorator
@inline
export function multiplyAdd<T>(a: v128, b: v128, c: v128): v128 {
  return v128.relaxed_madd<T>(a, b, c);
}

/** Columns of a tile: two vectors. */
// @ts-ignore: decorator
@inline
export function tileColumns<T>(): i32 {
  return 32 / <i32>sizeof<T>();
}

/** Rows of a full tile: 12 accumulators, two vectors of B and one of A fill the 15 registers that V8 has on x64. */
// @ts-ignore: decorator
@inline
export const tileRows: i32 = 6;

/** Rows of the tile that serves `rows` rows at the end of a matrix. */
export function tailRows(rows: i32): i32 {
  return rows > 4 ? 6 : rows > 2 ? 4 : rows;
}

// @ts-ignore: decorator
@inline
function storeRow<T>(vectors: i32, c: usize, low: v128, high: v128, accumulate: bool): void {
  if (accumulate) {
    low = v128.add<T>(low, v128.load(c));
    if (vectors > 1) high = v128.add<T>(high, v128.load(c, 16));
  }
  v128.store(c, low);
  if (vectors > 1) v128.store(c, high, 16);
}

/**
 * C (+)= Σ over k of a[k][rows] ⊗ b[k][`vectors`], one or two, the accumulators in registers.
 * `rows`, `vectors` and `indirect` are constants of the call site. b[k] lies at b + k·step, or, indirect, at b + offsets[k];
 * rows of C are `pitch` bytes apart.
 */
// @ts-ignore: decorator
@inline
function tile<T>(
  rows: i32,
  vectors: i32,
  indirect: bool,
  depth: i32,
  a: usize,
  b: usize,
  step: usize,
  offsets: usize,
  c: usize,
  pitch: usize,
  accumulate: bool,
): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  for (let end = a + <usize>(depth * rows) * sizeof<T>(); a < end; ) {
    const p = indirect ? b + load<u32>(offsets) : b;
    const b0 = v128.load(p);
    const b1 = vectors > 1 ? v128.load(p, 16) : b0;
    let x = v128.load_splat<T>(a);
    c00 = multiplyAdd<T>(x, b0, c00);
    if (vectors > 1) c01 = multiplyAdd<T>(x, b1, c01);
    if (rows > 1) {
      x = v128.load_splat<T>(a, sizeof<T>());
      c10 = multiplyAdd<T>(x, b0, c10);
      if (vectors > 1) c11 = multiplyAdd<T>(x, b1, c11);
    }
    if (rows > 2) {
      x = v128.load_splat<T>(a, 2 * sizeof<T>());
      c20 = multiplyAdd<T>(x, b0, c20);
      if (vectors > 1) c21 = multiplyAdd<T>(x, b1, c21);
      x = v128.load_splat<T>(a, 3 * sizeof<T>());
      c30 = multiplyAdd<T>(x, b0, c30);
      if (vectors > 1) c31 = multiplyAdd<T>(x, b1, c31);
    }
    if (rows > 4) {
      x = v128.load_splat<T>(a, 4 * sizeof<T>());
      c40 = multiplyAdd<T>(x, b0, c40);
      if (vectors > 1) c41 = multiplyAdd<T>(x, b1, c41);
      x = v128.load_splat<T>(a, 5 * sizeof<T>());
      c50 = multiplyAdd<T>(x, b0, c50);
      if (vectors > 1) c51 = multiplyAdd<T>(x, b1, c51);
    }
    a += <usize>rows * sizeof<T>();
    if (indirect) offsets += 4;
    else b += step;
  }
  storeRow<T>(vectors, c, c00, c01, accumulate);
  if (rows > 1) storeRow<T>(vectors, c + pitch, c10, c11, accumulate);
  if (rows > 2) {
    storeRow<T>(vectors, c + 2 * pitch, c20, c21, accumulate);
    storeRow<T>(vectors, c + 3 * pitch, c30, c31, accumulate);
  }
  if (rows > 4) {
    storeRow<T>(vectors, c + 4 * pitch, c40, c41, accumulate);
    storeRow<T>(vectors, c + 5 * pitch, c50, c51, accumulate);
  }
}

/** The tile of 6, 4, 2 or 1 rows; the rows of B are `step` bytes apart, 32 in a packed panel. */
export function directTile<T>(
  rows: i32, depth: i32, a: usize, b: usize, step: usize, c: usize, pitch: usize, accumulate: bool,
): void {
  if (rows == 6) tile<T>(6, 2, false, depth, a, b, step, 0, c, pitch, accumulate);
  else if (rows == 4) tile<T>(4, 2, false, depth, a, b, step, 0, c, pitch, accumulate);
  else if (rows == 2) tile<T>(2, 2, false, depth, a, b, step, 0, c, pitch, accumulate);
  else tile<T>(1, 2, false, depth, a, b, step, 0, c, pitch, accumulate);
}

/** The tile of 6 rows and one vector. Fewer rows take as long with two: each sum waits for the one before. */
export function halfTile<T>(
  depth: i32, a: usize, b: usize, step: usize, c: usize, pitch: usize, accumulate: bool,
): void {
  tile<T>(6, 1, false, depth, a, b, step, 0, c, pitch, accumulate);
}

/** The same as directTile, with b[k] at b + offsets[k] bytes: an image read in place of its unfolded matrix. */
export function indirectTile<T>(
  rows: i32, depth: i32, a: usize, b: usize, offsets: usize, c: usize, pitch: usize, accumulate: bool,
): void {
  if (rows == 6) tile<T>(6, 2, true, depth, a, b, 0, offsets, c, pitch, accumulate);
  else if (rows == 4) tile<T>(4, 2, true, depth, a, b, 0, offsets, c, pitch, accumulate);
  else if (rows == 2) tile<T>(2, 2, true, depth, a, b, 0, offsets, c, pitch, accumulate);
  else tile<T>(1, 2, true, depth, a, b, 0, offsets, c, pitch, accumulate);
}

/** Copies the valid part of a tile, kept contiguously at `tile`, to C. */
export function copyTile<T>(from: usize, rows: i32, columns: i32, c: usize, pitch: usize, accumulate: bool): void {
  for (let i = 0; i < rows; i++) {
    const row = from + <usize>i * 32;
    const out = c + <usize>i * pitch;
    for (let j = 0; j < columns; j++) {
      const at = <usize>j * sizeof<T>();
      const value = load<T>(row + at);
      store<T>(out + at, accumulate ? <T>(load<T>(out + at) + value) : value);
    }
  }
}
