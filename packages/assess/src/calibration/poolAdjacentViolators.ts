/** A step function's corners: between them it is a straight line, outside it keeps its end's value. */
export interface Corners {
  /** Ascending. */
  readonly x: readonly number[];
  /** Not descending. */
  readonly y: readonly number[];
}

/**
 * The non-descending function of x that is nearest to y in least squares, by pooling adjacent violators (Ayer et al. 1955;
 * Barlow et al. 1972). Equal x have one value. A block of equal values keeps its first and its last x.
 */
export function poolAdjacentViolators(x: Float64Array, y: ArrayLike<number>): Corners {
  const order = Int32Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]!);
  const blocks: { first: number; last: number; sum: number; weight: number }[] = [];
  for (const i of order) {
    const top = blocks.at(-1);
    if (top && top.last === x[i]) {
      top.sum += y[i]!;
      top.weight++;
    } else blocks.push({ first: x[i]!, last: x[i]!, sum: y[i]!, weight: 1 });
  }
  const pooled: typeof blocks = [];
  for (const block of blocks) {
    let current = block;
    let before = pooled.at(-1);
    while (before && before.sum * current.weight >= current.sum * before.weight) {
      pooled.pop();
      current = {
        first: before.first,
        last: current.last,
        sum: before.sum + current.sum,
        weight: before.weight + current.weight,
      };
      before = pooled.at(-1);
    }
    pooled.push(current);
  }
  const corners = pooled.flatMap(({ first, last, sum, weight }) =>
    first === last ? [[first, sum / weight]] : [first, last].map((end) => [end, sum / weight]),
  );
  return { x: corners.map(([place]) => place!), y: corners.map(([, value]) => value!) };
}

/** The value at one place. */
export function interpolate({ x, y }: Corners, place: number): number {
  if (place <= x[0]!) return y[0]!;
  if (place >= x.at(-1)!) return y.at(-1)!;
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= place) low = middle;
    else high = middle;
  }
  const share = (place - x[low]!) / (x[high]! - x[low]!);
  return y[low]! + share * (y[high]! - y[low]!);
}
