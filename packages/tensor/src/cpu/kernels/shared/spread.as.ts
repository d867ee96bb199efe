/**
 * Copies an image [channels, height, width] into planes with a border of zeros, cut into phases:
 *   out[c][py][px][y][x] = image[c][y·stepY + py - top][x·stepX + px - left], 0 outside.
 * A convolution with strides reads each phase without strides.
 */
export function spread<T>(
  from: usize, channels: i32, height: i32, width: i32, out: usize, top: i32, left: i32, stepY: i32, stepX: i32,
  phaseHeight: i32, phaseWidth: i32,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  for (let c = 0; c < channels; c++, from += plane) {
    for (let py = 0; py < stepY; py++) {
      for (let px = 0; px < stepX; px++) {
        // The columns x of this phase that lie inside the image: first ≤ x < last.
        const first = min(phaseWidth, max(0, (left - px + stepX - 1) / stepX));
        const last = max(first, min(phaseWidth, (left - px + width + stepX - 1) / stepX));
        for (let y = 0; y < phaseHeight; y++, out += <usize>phaseWidth * sizeof<T>()) {
          const row = y * stepY + py - top;
          if (row < 0 || row >= height) {
            zeros<T>(out, 0, phaseWidth);
            continue;
          }
          const source = from + <usize>(row * width) * sizeof<T>() + (first * stepX + px - left) * <i32>sizeof<T>();
          zeros<T>(out, 0, first);
          copyStepped<T>(source, stepX, out + <usize>first * sizeof<T>(), last - first);
          zeros<T>(out, last, phaseWidth);
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function zeros<T>(row: usize, first: i32, last: i32): void {
  for (let i = first; i < last; i++) store<T>(row + <usize>i * sizeof<T>(), <T>0);
}

// @ts-ignore: decorator
@inline
function copyStepped<T>(from: usize, step: i32, to: usize, count: i32): void {
  const end = to + <usize>count * sizeof<T>();
  if (step == 1) for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from));
  for (; to < end; to += sizeof<T>(), from += <usize>step * sizeof<T>()) store<T>(to, load<T>(from));
}
