import { multiplyAdd, tailRows } from "./tile.as";

/**
 * For each position begin ... end: C[rows, columns] (+)= A[rows, depth] · B[depth, columns], all positions alike and
 * their matrices so many bytes apart. B is in panels of 8 columns, `panel` bytes apart, its rows `bStep`. Rows and columns
 * beyond the ends are computed too, up to a multiple of 2 and 8, from whatever lies there.
 */
// @ts-ignore: decorator
@inline
function eachPosition(
  transposed: bool, begin: i32, end: i32, rows: i32, columns: i32, depth: i32, a: usize, aPlane: usize, aPitch: usize,
  b: usize, bPlane: usize, panel: usize, bStep: usize, c: usize, cPlane: usize, cPitch: usize, accumulate: bool,
): void {
  const aRow = transposed ? 4 : aPitch;
  for (let p: usize = begin; p < <usize>end; p++) {
    for (let j = 0; j < columns; j += 8) {
      const right = b + p * bPlane + <usize>(j >> 3) * panel;
      for (let i = 0; i < rows; i += 6) {
        const left = a + p * aPlane + <usize>i * aRow;
        const to = c + p * cPlane + <usize>i * cPitch + (<usize>j << 2);
        const size = tailRows(rows - i);
        if (size >= 6) stridedTile(6, transposed, depth, left, aPitch, right, bStep, to, cPitch, accumulate);
        else if (size == 4) stridedTile(4, transposed, depth, left, aPitch, right, bStep, to, cPitch, accumulate);
        else stridedTile(2, transposed, depth, left, aPitch, right, bStep, to, cPitch, accumulate);
      }
    }
  }
}

export function multiplyPositions(
  begin: i32, end: i32, rows: i32, columns: i32, depth: i32, a: usize, aPlane: usize, aPitch: usize,
  b: usize, bPlane: usize, panel: usize, bStep: usize, c: usize, cPlane: usize, cPitch: usize, accumulate: bool,
): void {
  eachPosition(
    false, begin, end, rows, columns, depth, a, aPlane, aPitch, b, bPlane, panel, bStep, c, cPlane, cPitch, accumulate,
  );
}

/** The same with A given as its transpose [depth, rows]. */
export function multiplyPositionsTransposed(
  begin: i32, end: i32, rows: i32, columns: i32, depth: i32, a: usize, aPlane: usize, aPitch: usize,
  b: usize, bPlane: usize, panel: usize, bStep: usize, c: usize, cPlane: usize, cPitch: usize, accumulate: bool,
): void {
  eachPosition(
    true, begin, end, rows, columns, depth, a, aPlane, aPitch, b, bPlane, panel, bStep, c, cPlane, cPitch, accumulate,
  );
}

/** A tile of `rows` × 8 with A read where it lies: a pointer each row, or, transposed, the rows side by side. */
// @ts-ignore: decorator
@inline
function stridedTile(
  rows: i32, transposed: bool, depth: i32, a: usize, aPitch: usize, b: usize, bStep: usize,
  c: usize, cPitch: usize, accumulate: bool,
): void {
  const zero = f32x4.splat(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero;
  let c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  const step: usize = transposed ? aPitch : 4;
  const apart: usize = transposed ? 4 : aPitch;
  let a1 = a + apart;
  let a2 = a1 + apart;
  let a3 = a2 + apart;
  let a4 = a3 + apart;
  let a5 = a4 + apart;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += bStep;
    let x = v128.load32_splat(a);
    c00 = multiplyAdd<f32>(x, b0, c00);
    c01 = multiplyAdd<f32>(x, b1, c01);
    x = transposed ? v128.load32_splat(a, 4) : v128.load32_splat(a1);
    c10 = multiplyAdd<f32>(x, b0, c10);
    c11 = multiplyAdd<f32>(x, b1, c11);
    if (rows > 2) {
      x = transposed ? v128.load32_splat(a, 8) : v128.load32_splat(a2);
      c20 = multiplyAdd<f32>(x, b0, c20);
      c21 = multiplyAdd<f32>(x, b1, c21);
      x = transposed ? v128.load32_splat(a, 12) : v128.load32_splat(a3);
      c30 = multiplyAdd<f32>(x, b0, c30);
      c31 = multiplyAdd<f32>(x, b1, c31);
    }
    if (rows > 4) {
      x = transposed ? v128.load32_splat(a, 16) : v128.load32_splat(a4);
      c40 = multiplyAdd<f32>(x, b0, c40);
      c41 = multiplyAdd<f32>(x, b1, c41);
      x = transposed ? v128.load32_splat(a, 20) : v128.load32_splat(a5);
      c50 = multiplyAdd<f32>(x, b0, c50);
      c51 = multiplyAdd<f32>(x, b1, c51);
    }
    a += step;
    if (!transposed) {
      a1 += 4;
      if (rows > 2) {
        a2 += 4;
        a3 += 4;
      }
      if (rows > 4) {
        a4 += 4;
        a5 += 4;
      }
    }
  }
  storePair(c, c00, c01, accumulate);
  storePair(c + cPitch, c10, c11, accumulate);
  if (rows > 2) {
    storePair(c + 2 * cPitch, c20, c21, accumulate);
    storePair(c + 3 * cPitch, c30, c31, accumulate);
  }
  if (rows > 4) {
    storePair(c + 4 * cPitch, c40, c41, accumulate);
    storePair(c + 5 * cPitch, c50, c51, accumulate);
  }
}

// @ts-ignore: decorator
@inline
function storePair(c: usize, low: v128, high: v128, accumulate: bool): void {
  v128.store(c, accumulate ? f32x4.add(v128.load(c), low) : low);
  v128.store(c, accumulate ? f32x4.add(v128.load(c, 16), high) : high, 16);
}
