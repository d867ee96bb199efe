/** Lanes of a, b, c and d, which are the rows of a 4×4 matrix, to its columns at `out`, `step` bytes apart. */
// @ts-ignore: decorator
@inline
export function storeTransposed(a: v128, b: v128, c: v128, d: v128, out: usize, step: usize): void {
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  v128.store(out, v128.shuffle<i32>(ab, cd, 0, 1, 4, 5));
  v128.store(out + step, v128.shuffle<i32>(ab, cd, 2, 3, 6, 7));
  const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(out + 2 * step, v128.shuffle<i32>(ab2, cd2, 0, 1, 4, 5));
  v128.store(out + 3 * step, v128.shuffle<i32>(ab2, cd2, 2, 3, 6, 7));
}
