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

/** Keeps what a pass over values that don't change any more told. */
export function rememberOverview(values: Float64Array): Overview {
  const overview = passOver(values);
  known.set(values, overview);
  return overview;
}

/** In blocks, so that the loop is soon a compiled function: one that is compiled while it runs is left again at its end. */
const blockLength = 1024;

function passOver(values: Float64Array): Overview {
  const state = Float64Array.of(0, Infinity, -Infinity);
  for (let from = 0; from < values.length; from += blockLength)
    passBlock(state, values, from, Math.min(from + blockLength, values.length));
  return { sum: state[0]!, least: state[1]!, greatest: state[2]! };
}

/** Four sums that don't wait for each other; of four values at a time it is asked whether all are within the bounds so far. */
function passBlock(state: Float64Array, values: Float64Array, from: number, to: number): void {
  const last = to - 3;
  let least = state[1]!;
  let greatest = state[2]!;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i < last; i += 4) {
    const w = values[i]!;
    const x = values[i + 1]!;
    const y = values[i + 2]!;
    const z = values[i + 3]!;
    a += w;
    b += x;
    c += y;
    d += z;
    const within = w >= least && w <= greatest && x >= least && x <= greatest;
    if (within && y >= least && y <= greatest && z >= least && z <= greatest) continue;
    least = Math.min(least, w, x, y, z);
    greatest = Math.max(greatest, w, x, y, z);
  }
  for (; i < to; i++) {
    a += values[i]!;
    least = Math.min(least, values[i]!);
    greatest = Math.max(greatest, values[i]!);
  }
  state[0]! += a + b + (c + d);
  state[1] = least;
  state[2] = greatest;
}
