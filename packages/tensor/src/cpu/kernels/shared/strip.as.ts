import { storeTransposed } from "./storeTransposed.as";

/**
 * Copies a window of an image [channels, height, width] of float32 so that its channels lie side by side:
 *   out[y][x][c] = image[c][top + y][left + x], 0 outside the image; 0 ≤ y < rows, 0 ≤ x < columns.
 * Places are `pitch` bytes apart. Channels beyond the last, up to a multiple of 4, repeat it.
 */
export function strip(
  image: usize, channels: i32, height: i32, width: i32, top: i32, left: i32, rows: i32, columns: i32,
  out: usize, pitch: usize,
): void {
  const plane = (<usize>(height * width)) << 2;
  const first = min(columns, max(0, -left));
  const last = max(first, min(columns, width - left));
  for (let c = 0; c < channels; c += 4, image += 4 * plane, out += 16) {
    const step1 = c + 1 < channels ? plane : 0;
    const step2 = c + 2 < channels ? 2 * plane : step1;
    const step3 = c + 3 < channels ? 3 * plane : step2;
    let to = out;
    for (let y = top; y < top + rows; y++) {
      const inside = y >= 0 && y < height;
      let x = 0;
      for (const end = inside ? first : columns; x < end; x++, to += pitch) v128.store(to, i32x4.splat(0));
      if (!inside) continue;
      let from = image + (<usize>(y * width + left + x) << 2);
      for (; x + 4 <= last; x += 4, to += 4 * pitch, from += 16) {
        storeTransposed(
          v128.load(from), v128.load(from + step1), v128.load(from + step2), v128.load(from + step3), to, pitch,
        );
      }
      for (; x < last; x++, to += pitch, from += 4) {
        v128.store(
          to, f32x4(load<f32>(from), load<f32>(from + step1), load<f32>(from + step2), load<f32>(from + step3)),
        );
      }
      for (; x < columns; x++, to += pitch) v128.store(to, i32x4.splat(0));
    }
  }
}
