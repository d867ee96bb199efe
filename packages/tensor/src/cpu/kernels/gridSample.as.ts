/**
 * A coordinate inside its axis: as it is (0), at the edge (1), or mirrored (2). Four lanes.
 */
// @ts-ignore: decorator
@inline
function mapInside(coordinate: v128, last: f32, border: i32): v128 {
  const end = f32x4.splat(last);
  if (border == 1) return f32x4.min(f32x4.max(coordinate, f32x4.splat(0)), end);
  if (border == 2) {
    const period = f32x4.splat(2 * last);
    const folded = f32x4.sub(coordinate, f32x4.mul(period, f32x4.floor(f32x4.div(coordinate, period))));
    return f32x4.sub(end, f32x4.abs(f32x4.sub(folded, end)));
  }
  return coordinate;
}

/** The first of the two neighbouring pixels that are read: both lie in the axis wherever it has two. */
// @ts-ignore: decorator
@inline
function pairOf(low: v128, extent: i32): v128 {
  return i32x4.max_s(i32x4.min_s(low, i32x4.splat(extent - 2)), i32x4.splat(0));
}

/** The weight of the first of the pair: the coordinate's lower or upper neighbour, or none of them. */
// @ts-ignore: decorator
@inline
function firstWeight(low: v128, first: v128, fraction: v128): v128 {
  const isLow = i32x4.eq(low, first);
  const isHigh = i32x4.eq(i32x4.add(low, i32x4.splat(1)), first);
  const lower = f32x4.sub(f32x4.splat(1), fraction);
  return v128.or(v128.and(lower, isLow), v128.and(fraction, isHigh));
}

/** The weight of the second of the pair, which an axis of one pixel hasn't. */
// @ts-ignore: decorator
@inline
function secondWeight(low: v128, first: v128, fraction: v128, extent: i32): v128 {
  if (extent < 2) return f32x4.splat(0);
  const isUpper = i32x4.eq(low, first);
  const isLower = i32x4.eq(low, i32x4.add(first, i32x4.splat(1)));
  const lower = f32x4.sub(f32x4.splat(1), fraction);
  return v128.or(v128.and(fraction, isUpper), v128.and(lower, isLower));
}

/** Two neighbours in a row at each of two offsets; where a row has one pixel (`alone`) it stands for both. */
// @ts-ignore: decorator
@inline
function pairsOf(plane: usize, a: i32, b: i32, alone: bool): v128 {
  const first = plane + <usize>a;
  const second = plane + <usize>b;
  if (alone) {
    const value = v128.load32_splat(first);
    return v128.shuffle<f64>(value, v128.load32_splat(second), 0, 2);
  }
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

/**
 * For the rows begin ... end of all images' grids: every channel read at the row's points, bilinearly. Points go four at
 * once, the last four again where fewer are left; a row of fewer than four points reads them one by one into all lanes,
 * by the same instructions, so that a point's bits don't depend on its place.
 */
export function gridSample(
  begin: i32, end: i32, x: usize, channels: i32, height: i32, width: i32, borderY: i32, borderX: i32,
  grid: usize, rows: i32, columns: i32, out: usize,
): void {
  const plane = <usize>(height * width) << 2;
  const points = <usize>(rows * columns) << 2;
  const down: usize = height < 2 ? 0 : <usize>width << 2;
  const narrow = width < 2;
  for (let item = begin; item < end; item++) {
    const image = item / rows;
    const row = <usize>((item - image * rows) * columns) << 2;
    const images = x + <usize>(image * channels) * plane;
    const targets = out + <usize>(image * channels) * points + row;
    const ys = grid + <usize>(2 * image) * points + row;
    const xs = ys + points;
    for (let column = 0; column < columns; ) {
      const isAlone = columns < 4;
      const from = isAlone ? column : min(column, columns - 4);
      const at = <usize>from << 2;
      const y = mapInside(isAlone ? v128.load32_splat(ys + at) : v128.load(ys + at), <f32>(height - 1), borderY);
      const z = mapInside(isAlone ? v128.load32_splat(xs + at) : v128.load(xs + at), <f32>(width - 1), borderX);
      const floorY = f32x4.floor(y);
      const floorX = f32x4.floor(z);
      const lowY = i32x4.trunc_sat_f32x4_s(floorY);
      const lowX = i32x4.trunc_sat_f32x4_s(floorX);
      const fractionY = f32x4.sub(y, floorY);
      const fractionX = f32x4.sub(z, floorX);
      const firstY = pairOf(lowY, height);
      const firstX = pairOf(lowX, width);
      const top = firstWeight(lowY, firstY, fractionY);
      const bottom = secondWeight(lowY, firstY, fractionY, height);
      const left = firstWeight(lowX, firstX, fractionX);
      const right = secondWeight(lowX, firstX, fractionX, width);
      const offsets = i32x4.shl(i32x4.add(i32x4.mul(firstY, i32x4.splat(width)), firstX), 2);
      const p = i32x4.extract_lane(offsets, 0);
      const q = i32x4.extract_lane(offsets, 1);
      const r = i32x4.extract_lane(offsets, 2);
      const s = i32x4.extract_lane(offsets, 3);
      let source = images;
      let target = targets + at;
      for (let c = 0; c < channels; c++, source += plane, target += points) {
        const upperA = pairsOf(source, p, q, narrow);
        const upperB = pairsOf(source, r, s, narrow);
        const lowerA = pairsOf(source + down, p, q, narrow);
        const lowerB = pairsOf(source + down, r, s, narrow);
        const upper = f32x4.add(
          f32x4.mul(v128.shuffle<f32>(upperA, upperB, 0, 2, 4, 6), left),
          f32x4.mul(v128.shuffle<f32>(upperA, upperB, 1, 3, 5, 7), right),
        );
        const lower = f32x4.add(
          f32x4.mul(v128.shuffle<f32>(lowerA, lowerB, 0, 2, 4, 6), left),
          f32x4.mul(v128.shuffle<f32>(lowerA, lowerB, 1, 3, 5, 7), right),
        );
        const value = f32x4.add(f32x4.mul(upper, top), f32x4.mul(lower, bottom));
        if (isAlone) v128.store32_lane(target, value, 0);
        else v128.store(target, value);
      }
      column = isAlone ? column + 1 : from + 4;
    }
  }
}
