/**
 * Copies an image [channels, height, width] into planes with a border of zeros, cut into phases:
 *   out[c][py][px][y][x] = image[c][y·stepY + py - top][x·stepX + px - left], 0 outside.
 * A convolution with strides reads each phase without strides. Vectors run over the ends of rows, where the next row is
 * written afterwards, and of the last by less than 16 bytes.
 */
export function spread<T>(
  from: usize, channels: i32, height: i32, width: i32, out: usize, top: i32, left: i32, stepY: i32, stepX: i32,
  phaseHeight: i32, phaseWidth: i32,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const rowBytes = <usize>phaseWidth * sizeof<T>();
  for (let c = 0; c < channels; c++, from += plane) {
    for (let py = 0; py < stepY; py++) {
      for (let px = 0; px < stepX; px++) {
        // The columns x of this phase that lie inside the image: first ≤ x < last.
        const first = min(phaseWidth, max(0, (left - px + stepX - 1) / stepX));
        const last = max(first, min(phaseWidth, (left - px + width + stepX - 1) / stepX));
        const begin = <usize>first * sizeof<T>();
        const end = <usize>last * sizeof<T>();
        for (let y = 0; y < phaseHeight; y++, out += rowBytes) {
          const row = y * stepY + py - top;
          if (row < 0 || row >= height) {
            zeros(out, out + rowBytes);
            continue;
          }
          zeros(out, out + begin);
          const source = from + <usize>(row * width) * sizeof<T>() + (first * stepX + px - left) * <i32>sizeof<T>();
          copyStepped<T>(source, stepX, out + begin, out + end);
          zeros(out + end, out + rowBytes);
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function zeros(at: usize, end: usize): void {
  for (; at < end; at += 16) v128.store(at, i32x4.splat(0));
}

// @ts-ignore: decorator
@inline
function copyStepped<T>(from: usize, step: i32, to: usize, end: usize): void {
  if (step == 1) for (; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
  else if (step == 2) {
    for (; to < end; to += 16, from += 32) {
      const low = v128.load(from);
      const high = v128.load(from, 16);
      v128.store(to, sizeof<T>() == 4 ? v128.shuffle<i32>(low, high, 0, 2, 4, 6) : v128.shuffle<i64>(low, high, 0, 2));
    }
  } else for (; to < end; to += sizeof<T>(), from += <usize>step * sizeof<T>()) store<T>(to, load<T>(from));
}
