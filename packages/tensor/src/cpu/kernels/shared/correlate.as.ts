import { indirectTile, tailRows, tileColumns, tileRows } from "./tile.as";

/** So many taps at a time keep a tile's pieces of the image in the first cache. */
const depthBlock: i32 = 512;
/** So few taps. */
const shallow: i32 = 64;

/**
 * Correlates one image with packed weights of m output channels (see packRows):
 *   out[i][y][x] = Σ over k of w[i][k] · image[offsets[k] + y·pitch + x], 0 ≤ y < rows, 0 ≤ x < columns.
 * Tiles run over y·pitch + x as if the rows were one: what falls between `columns` and `pitch` is dropped. So the
 * unfolded matrix is never made. Of few taps dropping costs more than computing twice: the last tile of each row lies over
 * the one before. The steps between output elements are in bytes; `space` holds one tile.
 */
export function correlate<T>(
  m: i32, depth: i32, weights: usize, image: usize, offsets: usize, rows: i32, columns: i32, pitch: i32,
  out: usize, channelStep: usize, rowStep: usize, columnStep: usize, space: usize,
): void {
  const width = tileColumns<T>();
  const total = (rows - 1) * pitch + columns;
  const single = depth <= shallow && columns >= width && columnStep == sizeof<T>();
  for (let k = 0; k < depth; k += depthBlock) {
    const steps = min(depthBlock, depth - k);
    let y = 0;
    let x = 0;
    for (let p = 0; p < total; ) {
      const b = image + <usize>p * sizeof<T>();
      const table = offsets + (<usize>k << 2);
      const at = out + <usize>y * rowStep + <usize>x * columnStep;
      const whole = x + width <= columns && columnStep == sizeof<T>();
      let a = weights;
      for (let i = 0; i < m; i += tileRows) {
        const height = min(tileRows, m - i);
        const size = tailRows(height);
        const taps = a + <usize>(k * size) * sizeof<T>();
        const to = <usize>i * channelStep;
        if (whole && size == height) {
          indirectTile<T>(size, steps, taps, b, table, at + to, channelStep, k > 0);
        } else {
          indirectTile<T>(size, steps, taps, b, table, space, 32, false);
          scatterTile<T>(
            space, 32, height, width, x, y, rows, columns, pitch, out + to, channelStep, rowStep, columnStep, k > 0,
          );
        }
        a += <usize>(size * depth) * sizeof<T>();
      }
      x += width;
      if (single) {
        if (x < columns) x = min(x, columns - width);
        else {
          x = 0;
          y++;
        }
        p = y * pitch + x;
        continue;
      }
      p += width;
      while (x >= pitch) {
        x -= pitch;
        y++;
      }
      if (x >= columns) {
        p += pitch - x;
        x = 0;
        y++;
      }
    }
  }
}

/** Writes the valid columns of a tile that starts at (y, x) and may run over the ends of rows. */
function scatterTile<T>(
  tile: usize, tilePitch: usize, height: i32, width: i32, x: i32, y: i32, rows: i32, columns: i32, pitch: i32,
  out: usize, channelStep: usize, rowStep: usize, columnStep: usize, accumulate: bool,
): void {
  for (let j = 0; j < width && y < rows; ) {
    const count = min(columns - x, width - j);
    for (let i = 0; i < height; i++) {
      const from = tile + <usize>i * tilePitch + <usize>j * sizeof<T>();
      let to = out + <usize>i * channelStep + <usize>y * rowStep + <usize>x * columnStep;
      for (let n = 0; n < count; n++, to += columnStep) {
        const value = load<T>(from + <usize>n * sizeof<T>());
        store<T>(to, accumulate ? <T>(load<T>(to) + value) : value);
      }
    }
    j += count + pitch - columns;
    x = 0;
    y++;
  }
}
