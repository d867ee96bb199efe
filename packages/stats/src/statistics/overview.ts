/** What one pass over values without weights tells. */
export interface Overview {
  /** Infinite or NaN where it overflows. */
  readonly sum: number;
  /** NaN where a value is. */
  readonly least: number;
  readonly greatest: number;
}

/** Of arrays that were read for a fit, and that nothing writes to after. */
const known = new WeakMap<Float64Array, Overview>();

export function overviewOf(values: Float64Array): Overview {
  return known.get(values) ?? passOver(values);
}

/** Keeps what a pass over values that don't change any more told. `partialSums`, of `partialSumsOf` length, takes those. */
export function rememberOverview(values: Float64Array, partialSums?: Float64Array): Overview {
  const overview = passOver(values, partialSums);
  known.set(values, overview);
  return overview;
}

/** In blocks, so that the loop is soon a compiled function: one that is compiled while it runs is left again at its end. */
const blockLength = 1024;

/** Room for the sums of every fourth value of each block, by which other values are told from these. */
export function partialSumsOf(values: Float64Array): Float64Array {
  return new Float64Array(4 * Math.ceil(values.length / blockLength));
}

function passOver(values: Float64Array, partialSums?: Float64Array): Overview {
  const extremes = Float64Array.of(Infinity, -Infinity);
  const sums = new Float64Array(4);
  let sum = 0;
  for (let from = 0; from < values.length; from += blockLength) {
    passBlock(sums, extremes, values, from, Math.min(from + blockLength, values.length));
    sum += sums[0]! + sums[1]! + (sums[2]! + sums[3]!);
    partialSums?.set(sums, (4 * from) / blockLength);
  }
  return { sum, least: extremes[0]!, greatest: extremes[1]! };
}

/**
 * Four sums that don't wait for each other, of eight values a turn, which costs as much as each of them: of those it is asked
 * whether all are within the bounds so far.
 */
function passBlock(
  sums: Float64Array,
  extremes: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
): void {
  const last = to - 7;
  let least = extremes[0]!;
  let greatest = extremes[1]!;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i < last; i += 8) {
    const s = values[i]!;
    const t = values[i + 1]!;
    const u = values[i + 2]!;
    const v = values[i + 3]!;
    const w = values[i + 4]!;
    const x = values[i + 5]!;
    const y = values[i + 6]!;
    const z = values[i + 7]!;
    a += s;
    b += t;
    c += u;
    d += v;
    a += w;
    b += x;
    c += y;
    d += z;
    const first = s >= least && s <= greatest && t >= least && t <= greatest;
    const second = first && u >= least && u <= greatest && v >= least && v <= greatest;
    const third = second && w >= least && w <= greatest && x >= least && x <= greatest;
    if (third && y >= least && y <= greatest && z >= least && z <= greatest) continue;
    least = Math.min(least, s, t, u, v, w, x, y, z);
    greatest = Math.max(greatest, s, t, u, v, w, x, y, z);
  }
  for (; i < to; i++) {
    a += values[i]!;
    least = Math.min(least, values[i]!);
    greatest = Math.max(greatest, values[i]!);
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
  extremes[0] = least;
  extremes[1] = greatest;
}
