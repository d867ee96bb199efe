import { accumulates, finish, finishes } from "./finish.as";
import { multiplyAdd } from "./tile.as";

/** C[m, n] (+)= A B without packing or scratch memory, for products whose preparation would cost more than they do. */
export function multiplySmall<T>(
  m: i32, n: i32, depth: i32, a: usize, aRow: i32, aColumn: i32, b: usize, bRow: i32, bColumn: i32,
  c: usize, pitch: usize, flags: i32, bias: usize,
): void {
  const adds = (flags & accumulates) != 0;
  const lanes = 16 / <i32>sizeof<T>();
  for (let i = 0; i < m; i++) {
    const out = c + <usize>i * pitch;
    const row = a + i * aRow;
    let j = 0;
    // A vector may run over the end of B's row: what it finds there goes into lanes that aren't stored.
    for (; j < n && bColumn == <i32>sizeof<T>(); j += lanes) {
      let sum = v128.splat<T>(<T>0);
      let x = row;
      let y = b + <usize>j * sizeof<T>();
      for (let k = 0; k < depth; k++, x += aColumn, y += bRow) {
        sum = multiplyAdd<T>(v128.load_splat<T>(x), v128.load(y), sum);
      }
      const at = out + <usize>j * sizeof<T>();
      if (adds) sum = v128.add<T>(v128.load(at), sum);
      if (j + lanes <= n) v128.store(at, sum);
      else storeLanes<T>(at, sum, n - j);
    }
    for (; j < n; j++) {
      let sum: T = 0;
      let x = row;
      let y = b + j * bColumn;
      for (let k = 0; k < depth; k++, x += aColumn, y += bRow) sum += load<T>(x) * load<T>(y);
      const at = out + <usize>j * sizeof<T>();
      store<T>(at, adds ? <T>(load<T>(at) + sum) : sum);
    }
  }
  if (flags & finishes) finish<T>(m, n, c, pitch, flags, bias);
}

/** The first `count` lanes, fewer than all. */
// @ts-ignore: decorator
@inline
function storeLanes<T>(at: usize, v: v128, count: i32): void {
  store<T>(at, v128.extract_lane<T>(v, 0));
  if (sizeof<T>() == 8) return;
  if (count > 1) store<T>(at, v128.extract_lane<T>(v, 1), sizeof<T>());
  if (count > 2) store<T>(at, v128.extract_lane<T>(v, 2), 2 * sizeof<T>());
}
