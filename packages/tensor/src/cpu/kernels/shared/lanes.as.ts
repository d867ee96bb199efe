/** Ones in the lanes from `first` to before `end`. */
// @ts-ignore: decorator
@inline
export function betweenLanes<T>(first: i32, end: i32): v128 {
  if (sizeof<T>() == 8) {
    const lanes = i64x2(0, 1);
    return v128.and(i64x2.ge_s(lanes, i64x2.splat(first)), i64x2.lt_s(lanes, i64x2.splat(end)));
  }
  const lanes = i32x4(0, 1, 2, 3);
  return v128.and(i32x4.ge_s(lanes, i32x4.splat(first)), i32x4.lt_s(lanes, i32x4.splat(end)));
}

/** Stores or adds the sum of the lanes. */
export function addSum<T>(at: usize, v: v128, accumulate: bool): void {
  let total: T = <T>(v128.extract_lane<T>(v, 0) + v128.extract_lane<T>(v, 1));
  if (sizeof<T>() == 4) total += <T>(v128.extract_lane<T>(v, 2) + v128.extract_lane<T>(v, 3));
  store<T>(at, accumulate ? <T>(load<T>(at) + total) : total);
}
