import { betweenLanes } from "./lanes.as";

/** Every second element, from the first on. */
// @ts-ignore: decorator
@inline
export function evens<T>(from: usize): v128 {
  const low = v128.load(from);
  const high = v128.load(from, 16);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(low, high, 0, 2, 4, 6) : v128.shuffle<i64>(low, high, 0, 2);
}

// @ts-ignore: decorator
@inline
export function odds<T>(from: usize): v128 {
  const low = v128.load(from);
  const high = v128.load(from, 16);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(low, high, 1, 3, 5, 7) : v128.shuffle<i64>(low, high, 1, 3);
}

/** From the third on: the evens moved by one. */
// @ts-ignore: decorator
@inline
export function nextEvens<T>(even: v128, from: usize): v128 {
  const last = v128.load_splat<T>(from, 32);
  return sizeof<T>() == 4 ? v128.shuffle<i32>(even, last, 1, 2, 3, 4) : v128.shuffle<i64>(even, last, 1, 2);
}

/** Lanes whose places first + 2·lane are 0 ... extent - 1, of the first `count`. */
// @ts-ignore: decorator
@inline
export function insideBy2<T>(first: i32, extent: i32, count: i32): v128 {
  return betweenLanes<T>((1 - first) >> 1, min(count, (extent - first + 1) >> 1));
}
