/** A stretch of source pixels, [from, from + length), that becomes `size` pixels. */
export interface Stretch {
  readonly from: number;
  readonly length: number;
  readonly size: number;
}

interface Weights {
  /** Of each target pixel the first source pixel, and where its weights end. */
  readonly first: Int32Array;
  readonly end: Int32Array;
  readonly weights: Float32Array;
}

/**
 * Weights of a triangle around each target pixel's centre, as wide as two target pixels where the picture shrinks and as
 * two source pixels where it grows: bilinear interpolation without aliasing. At the same size every pixel is itself.
 */
function triangle({ from, length, size }: Stretch): Weights {
  const step = length / size;
  const radius = Math.max(1, step);
  const first = new Int32Array(size);
  const end = new Int32Array(size);
  const weights: number[] = [];
  for (let i = 0; i < size; i++) {
    const centre = (i + 0.5) * step;
    const low = Math.max(0, Math.ceil(centre - radius - 0.5));
    const high = Math.min(length, Math.floor(centre + radius - 0.5) + 1);
    const raw = Array.from({ length: high - low }, (_, j) => 1 - Math.abs(low + j + 0.5 - centre) / radius);
    const sum = raw.reduce((total, weight) => total + weight, 0);
    first[i] = from + low;
    for (const weight of raw) weights.push(weight / sum);
    end[i] = weights.length;
  }
  return { first, end, weights: Float32Array.from(weights) };
}

/**
 * Resizes a part of a plane of pixels, first along rows and then along columns.
 * @returns rows.size × columns.size values, row by row, not rounded
 */
export function resample(plane: Float32Array, width: number, rows: Stretch, columns: Stretch): Float32Array {
  const along = triangle(columns);
  const narrow = new Float32Array(rows.length * columns.size);
  for (let row = 0; row < rows.length; row++) {
    const start = (rows.from + row) * width;
    for (let i = 0, at = 0; i < columns.size; i++) {
      let sum = 0;
      for (let j = start + along.first[i]!; at < along.end[i]!; at++, j++)
        sum += along.weights[at]! * plane[j]!;
      narrow[row * columns.size + i] = sum;
    }
  }
  const down = triangle({ ...rows, from: 0 });
  const out = new Float32Array(rows.size * columns.size);
  for (let i = 0, at = 0; i < rows.size; i++) {
    for (let row = down.first[i]!; at < down.end[i]!; at++, row++) {
      const weight = down.weights[at]!;
      for (let j = 0; j < columns.size; j++)
        out[i * columns.size + j]! += weight * narrow[row * columns.size + j]!;
    }
  }
  return out;
}
