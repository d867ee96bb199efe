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
  if (accumulate) low = v128.add<T>(low, v128.load(c));
  v128.store(c, low);
  if (vectors == 1) return;
  if (accumulate) high = v128.add<T>(high, v128.load(c, 16));
  v128.store(c, high, 16);
}

/** Where the operands of a tile lie: A as packRows leaves it, B's rows a step apart. */
// @ts-ignore: decorator
@inline
export const packed: i32 = 0;
/** The rows of A lie anywhere, each contiguous. */
// @ts-ignore: decorator
@inline
export const byRows: i32 = 1;
/** b[k] lies at b + offsets[k]. */
// @ts-ignore: decorator
@inline
const indirect: i32 = 2;

/**
 * C (+)= Σ over k of a[k][rows] ⊗ b[k][`vectors`], the accumulators in registers. `rows`, `vectors` and `kind` are constants
 * of the call site. Element (i, k) of A lies at a + k·aStep + i elements, by rows at a + min(i, valid - 1)·aStep + k
 * elements. b[k] lies at b + k·step, or as `kind` says. Rows of C are `pitch` bytes apart.
 */
// @ts-ignore: decorator
@inline
export function tile<T>(
  rows: i32,
  vectors: i32,
  kind: i32,
  valid: i32,
  depth: i32,
  a: usize,
  aStep: usize,
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
  let a1: usize = 0, a2: usize = 0, a3: usize = 0, a4: usize = 0, a5: usize = 0;
  if (kind == byRows) {
    a1 = valid > 1 ? a + aStep : a;
    a2 = valid > 2 ? a1 + aStep : a1;
    a3 = valid > 3 ? a2 + aStep : a2;
    a4 = a3 + aStep;
    a5 = valid > 5 ? a4 + aStep : a4;
  }
  const kStep: usize = kind == byRows ? sizeof<T>() : rows == 6 ? 6 * sizeof<T>() : aStep;
  // One index for all rows: V8 moves each address that a loop carries once more before it reads there.
  let k: usize = kind == byRows ? 0 : a;
  for (const end = k + <usize>depth * kStep; k < end; k += kStep) {
    const p = kind == indirect ? b + load<u32>(offsets) : b;
    const b0 = v128.load(p);
    const b1 = vectors > 1 ? v128.load(p, 16) : b0;
    let x = kind == byRows ? v128.load_splat<T>(a + k) : v128.load_splat<T>(k);
    c00 = multiplyAdd<T>(x, b0, c00);
    if (vectors > 1) c01 = multiplyAdd<T>(x, b1, c01);
    if (rows > 1) {
      x = kind == byRows ? v128.load_splat<T>(a1 + k) : v128.load_splat<T>(k, sizeof<T>());
      c10 = multiplyAdd<T>(x, b0, c10);
      if (vectors > 1) c11 = multiplyAdd<T>(x, b1, c11);
    }
    if (rows > 2) {
      x = kind == byRows ? v128.load_splat<T>(a2 + k) : v128.load_splat<T>(k, 2 * sizeof<T>());
      c20 = multiplyAdd<T>(x, b0, c20);
      if (vectors > 1) c21 = multiplyAdd<T>(x, b1, c21);
      x = kind == byRows ? v128.load_splat<T>(a3 + k) : v128.load_splat<T>(k, 3 * sizeof<T>());
      c30 = multiplyAdd<T>(x, b0, c30);
      if (vectors > 1) c31 = multiplyAdd<T>(x, b1, c31);
    }
    if (rows > 4) {
      x = kind == byRows ? v128.load_splat<T>(a4 + k) : v128.load_splat<T>(k, 4 * sizeof<T>());
      c40 = multiplyAdd<T>(x, b0, c40);
      if (vectors > 1) c41 = multiplyAdd<T>(x, b1, c41);
      x = kind == byRows ? v128.load_splat<T>(a5 + k) : v128.load_splat<T>(k, 5 * sizeof<T>());
      c50 = multiplyAdd<T>(x, b0, c50);
      if (vectors > 1) c51 = multiplyAdd<T>(x, b1, c51);
    }
    if (kind == indirect) offsets += 4;
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
  if (rows == 6) tile<T>(6, 2, packed, 6, depth, a, 6 * sizeof<T>(), b, step, 0, c, pitch, accumulate);
  else if (rows == 4) tile<T>(4, 2, packed, 4, depth, a, 4 * sizeof<T>(), b, step, 0, c, pitch, accumulate);
  else if (rows == 2) tile<T>(2, 2, packed, 2, depth, a, 2 * sizeof<T>(), b, step, 0, c, pitch, accumulate);
  else tile<T>(1, 2, packed, 1, depth, a, sizeof<T>(), b, step, 0, c, pitch, accumulate);
}

/** The same, with b[k] at b + offsets[k] bytes: an image read in place of its unfolded matrix. */
export function indirectTile<T>(
  rows: i32, depth: i32, a: usize, b: usize, offsets: usize, c: usize, pitch: usize, accumulate: bool,
): void {
  if (rows == 6) tile<T>(6, 2, indirect, 6, depth, a, 6 * sizeof<T>(), b, 0, offsets, c, pitch, accumulate);
  else if (rows == 4) tile<T>(4, 2, indirect, 4, depth, a, 4 * sizeof<T>(), b, 0, offsets, c, pitch, accumulate);
  else if (rows == 2) tile<T>(2, 2, indirect, 2, depth, a, 2 * sizeof<T>(), b, 0, offsets, c, pitch, accumulate);
  else tile<T>(1, 2, indirect, 1, depth, a, sizeof<T>(), b, 0, offsets, c, pitch, accumulate);
}
