/** The elements of four neighbouring windows at one place of each: they are `step` elements apart. */
// @ts-ignore: decorator
@inline
export function loadStepped(at: usize, step: i32): v128 {
  if (step == 1) return v128.load(at);
  if (step == 2) return v128.shuffle<i32>(v128.load(at), v128.load(at, 16), 0, 2, 4, 6);
  const bytes = <usize>step << 2;
  return f32x4(load<f32>(at), load<f32>(at + bytes), load<f32>(at + 2 * bytes), load<f32>(at + 3 * bytes));
}

/** How many windows from the first on begin before the plane does. */
// @ts-ignore: decorator
@inline
export function windowsBefore(before: i32, step: i32): i32 {
  return (before + step - 1) / step;
}

/** One more than the last window that ends inside the plane. */
// @ts-ignore: decorator
@inline
export function windowsInside(extent: i32, before: i32, size: i32, step: i32, count: i32): i32 {
  const room = extent + before - size;
  return room < 0 ? 0 : min(count, room / step + 1);
}
