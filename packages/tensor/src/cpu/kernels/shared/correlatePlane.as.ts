import { storeRun } from "./storeRun.as";
import { multiplyAdd } from "./tile.as";
import { wideTile } from "./wide.as";

/**
 * Correlates one image with the taps of a single output, as depthwise convolutions have:
 *   out[y][x] = Σ over k of w[k] · image[offsets[k] + y·pitch + x], 0 ≤ y < rows, 0 ≤ x < columns.
 * Tiles at the edges lie over their neighbours and write the same again. `pitch`, `rowStep` and distances are in bytes;
 * `space` holds rows · pitch and a wide tile.
 */
export function correlatePlane<T>(
  depth: i32, weights: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, out: usize,
  rowStep: usize, space: usize,
): void {
  const lanes = 16 / <i32>sizeof<T>();
  const width = 2 * lanes;
  if (rows < 4 || columns < width) {
    runOver<T>(depth, weights, image, offsets, rows, columns, pitch, out, rowStep, space);
    return;
  }
  for (let y = 0; y < rows; y += 4) {
    y = min(y, rows - 4);
    const from = image + <usize>y * pitch;
    const to = out + <usize>y * rowStep;
    for (let x = 0; x < columns; x += width) {
      x = min(x, columns - width);
      const at = <usize>x * sizeof<T>();
      fourRows<T>(depth, weights, from + at, offsets, pitch, to + at, rowStep);
    }
  }
}

/** Few or short rows: tiles run over their ends as if all were one, and what belongs to the output is copied. */
function runOver<T>(
  depth: i32, weights: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: usize, out: usize,
  rowStep: usize, space: usize,
): void {
  const total = <usize>(rows - 1) * pitch + <usize>columns * sizeof<T>();
  for (let p: usize = 0; p < total; p += 128) wideTile<T>(depth, weights, image + p, offsets, space + p);
  for (let y = 0; y < rows; y++, out += rowStep, space += pitch) storeRun<T>(space, columns, out, sizeof<T>());
}

/** Four rows of two vectors. */
function fourRows<T>(
  depth: i32, a: usize, image: usize, offsets: usize, pitch: usize, out: usize, rowStep: usize,
): void {
  const zero = v128.splat<T>(<T>0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  const second = pitch;
  const third = 2 * pitch;
  const fourth = 3 * pitch;
  for (let end = a + <usize>depth * sizeof<T>(); a < end; a += sizeof<T>(), offsets += 4) {
    const b = image + load<u32>(offsets);
    const w = v128.load_splat<T>(a);
    c00 = multiplyAdd<T>(w, v128.load(b), c00);
    c01 = multiplyAdd<T>(w, v128.load(b, 16), c01);
    c10 = multiplyAdd<T>(w, v128.load(b + second), c10);
    c11 = multiplyAdd<T>(w, v128.load(b + second, 16), c11);
    c20 = multiplyAdd<T>(w, v128.load(b + third), c20);
    c21 = multiplyAdd<T>(w, v128.load(b + third, 16), c21);
    c30 = multiplyAdd<T>(w, v128.load(b + fourth), c30);
    c31 = multiplyAdd<T>(w, v128.load(b + fourth, 16), c31);
  }
  v128.store(out, c00);
  v128.store(out, c01, 16);
  out += rowStep;
  v128.store(out, c10);
  v128.store(out, c11, 16);
  out += rowStep;
  v128.store(out, c20);
  v128.store(out, c21, 16);
  out += rowStep;
  v128.store(out, c30);
  v128.store(out, c31, 16);
}
