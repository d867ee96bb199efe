/** Values in ascending order, each once, with their weights. */
export interface SortedColumns {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly count: number;
}

export interface Triangle {
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/**
 * The best ends a and b of a triangle whose mode c is the value at `place`. What there is to maximize,
 *   -n·log(b - a) + Σ_{x<c} log((x - a)/(c - a)) + Σ_{x>c} log((b - x)/(b - c)),
 * has for each b one maximum in a, a root of n = Σ_{x<c} (c - x)(b - a)/((x - a)(c - a)), whose right side rises in a, and
 * likewise in b: they are taken by turns. Without a value below c, a is c itself.
 */
export function fitEnds(columns: SortedColumns, place: number, start?: Triangle): Triangle {
  const { values } = columns;
  const mode = values[place]!;
  const [least, greatest] = [values[0]!, values.at(-1)!];
  const width = greatest - least;
  let low = start ? Math.min(start.low, least - 1e-6 * width) : least - 0.1 * width;
  let high = start ? Math.max(start.high, greatest + 1e-6 * width) : greatest + 0.1 * width;
  if (place === 0) low = mode;
  if (place === values.length - 1) high = mode;
  for (let round = 0; round < 500; round++) {
    const before = [low, high];
    if (place > 0) low = mode - sideOf(columns, place, -1, high - mode, mode - low);
    if (place < values.length - 1) high = mode + sideOf(columns, place, 1, mode - low, high - mode);
    const moved = Math.max(Math.abs(low - before[0]!), Math.abs(high - before[1]!));
    if (moved <= 4e-16 * (high - low)) break;
  }
  return { low, mode, high };
}

/**
 * The length s of one side, the other's length o being known: with y the distance of a value from the mode,
 *   Σ y(o + s)/((s - y)s) = n,
 * whose left side falls from infinity at the farthest value. Newton's steps for u = log(s - y_max), held in a bracket.
 */
function sideOf(
  { values, weights, count }: SortedColumns,
  place: number,
  side: -1 | 1,
  other: number,
  start: number,
): number {
  const mode = values[place]!;
  const [from, to] = side < 0 ? [0, place] : [place + 1, values.length];
  const farthest = Math.abs(values[side < 0 ? 0 : values.length - 1]! - mode);
  let u = Math.log(Math.max(start - farthest, 1e-12 * farthest));
  let [low, high] = [-Infinity, Infinity];
  for (let step = 0; step < 100; step++) {
    const length = farthest + Math.exp(u);
    let sum = 0;
    let slope = 0;
    for (let i = from; i < to; i++) {
      const y = Math.abs(values[i]! - mode);
      const term = (weights[i]! * y * (other + length)) / ((farthest - y + Math.exp(u)) * length);
      sum += term;
      slope += term * (1 / (other + length) - 1 / (farthest - y + Math.exp(u)) - 1 / length);
    }
    // The logarithm of the sum is nearly a line in u.
    const error = Math.log(sum / count);
    if (error > 0) low = u;
    else high = u;
    const move = -error / ((slope / sum) * Math.exp(u));
    let next = u + Math.max(-5, Math.min(5, move));
    if (!(next > low && next < high)) next = Number.isFinite(low + high) ? (low + high) / 2 : u;
    if (Math.abs(next - u) * Math.exp(u) <= 1e-16 * length) break;
    u = next;
  }
  return farthest + Math.exp(u);
}

/** For each value as the mode of a triangle of these ends, the log-likelihood less what doesn't depend on the mode. */
export function heightsOfModes(
  { values, weights, count }: SortedColumns,
  { low, high }: Triangle,
): Float64Array {
  const heights = new Float64Array(values.length);
  let above = 0;
  for (let i = 0; i < values.length; i++) above += weights[i]! * Math.log(high - values[i]!);
  let below = 0;
  let passed = 0;
  for (let i = 0; i < values.length; i++) {
    const [toLow, toHigh] = [Math.log(values[i]! - low), Math.log(high - values[i]!)];
    const weight = weights[i]!;
    above -= weight * toHigh;
    const left = passed === 0 ? 0 : below - passed * toLow;
    const rest = count - passed - weight;
    const right = i === values.length - 1 ? 0 : above - rest * toHigh;
    heights[i] = left + right - count * Math.log(high - low);
    passed += weight;
    below += weight * toLow;
  }
  return heights;
}
