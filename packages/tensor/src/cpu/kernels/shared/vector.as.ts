import { accumulates, columnBias, finish, finishes } from "./finish.as";
import { multiplyAdd } from "./tile.as";

/**
 * y[begin ... end) (+)= x[depth] B. B is streamed once, by rows or by columns, whichever are contiguous; one of them must
 * be. `space` takes a copy of x where B's columns are contiguous and x isn't. Strides in bytes.
 */
export function multiplyRow<T>(
  begin: i32, end: i32, depth: i32, x: usize, xStep: i32, b: usize, bRow: i32, bColumn: i32, y: usize,
  flags: i32, bias: usize, space: usize,
): void {
  const n = end - begin;
  b += begin * bColumn;
  y += <usize>begin * sizeof<T>();
  const adds = (flags & accumulates) != 0;
  if (bColumn == <i32>sizeof<T>()) {
    if (!adds) memory.fill(y, 0, <usize>n * sizeof<T>());
    let k = 0;
    for (; k + 4 <= depth; k += 4, x += 4 * xStep, b += 4 * bRow) addFourRows<T>(n, x, xStep, b, bRow, y);
    for (; k < depth; k++, x += xStep, b += bRow) addRow<T>(n, load<T>(x), b, y);
  } else {
    if (xStep != <i32>sizeof<T>()) {
      for (let k = 0; k < depth; k++) store<T>(space + <usize>k * sizeof<T>(), load<T>(x + k * xStep));
      x = space;
    }
    for (let j = 0; j < n; j++, b += bColumn) {
      const at = y + <usize>j * sizeof<T>();
      const sum = dot<T>(depth, x, b);
      store<T>(at, adds ? <T>(load<T>(at) + sum) : sum);
    }
  }
  if (flags & finishes) finish<T>(1, n, y, 0, flags, flags & columnBias ? bias + <usize>begin * sizeof<T>() : bias);
}

/** Four accumulators: one would wait for the latency of each addition. */
function dot<T>(n: i32, x: usize, y: usize): T {
  let s0 = v128.splat<T>(<T>0), s1 = s0, s2 = s0, s3 = s0;
  const lanes = 16 / <i32>sizeof<T>();
  let i = 0;
  for (; i + 4 * lanes <= n; i += 4 * lanes, x += 64, y += 64) {
    s0 = multiplyAdd<T>(v128.load(x), v128.load(y), s0);
    s1 = multiplyAdd<T>(v128.load(x, 16), v128.load(y, 16), s1);
    s2 = multiplyAdd<T>(v128.load(x, 32), v128.load(y, 32), s2);
    s3 = multiplyAdd<T>(v128.load(x, 48), v128.load(y, 48), s3);
  }
  for (; i + lanes <= n; i += lanes, x += 16, y += 16) s0 = multiplyAdd<T>(v128.load(x), v128.load(y), s0);
  s0 = v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3));
  let total: T = <T>(v128.extract_lane<T>(s0, 0) + v128.extract_lane<T>(s0, 1));
  if (sizeof<T>() == 4) total += <T>(v128.extract_lane<T>(s0, 2) + v128.extract_lane<T>(s0, 3));
  for (; i < n; i++, x += sizeof<T>(), y += sizeof<T>()) total += load<T>(x) * load<T>(y);
  return total;
}

function addFourRows<T>(n: i32, x: usize, xStep: i32, b: usize, bRow: i32, y: usize): void {
  const x0 = load<T>(x), x1 = load<T>(x + xStep), x2 = load<T>(x + 2 * xStep), x3 = load<T>(x + 3 * xStep);
  const v0 = v128.splat<T>(x0), v1 = v128.splat<T>(x1), v2 = v128.splat<T>(x2), v3 = v128.splat<T>(x3);
  const b1 = b + bRow, b2 = b1 + bRow, b3 = b2 + bRow;
  const bytes = <usize>n * sizeof<T>();
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    let s = multiplyAdd<T>(v0, v128.load(b + at), v128.load(y + at));
    s = multiplyAdd<T>(v1, v128.load(b1 + at), s);
    s = multiplyAdd<T>(v2, v128.load(b2 + at), s);
    v128.store(y + at, multiplyAdd<T>(v3, v128.load(b3 + at), s));
  }
  for (; at < bytes; at += sizeof<T>()) {
    const s = x0 * load<T>(b + at) + x1 * load<T>(b1 + at) + x2 * load<T>(b2 + at) + x3 * load<T>(b3 + at);
    store<T>(y + at, <T>(load<T>(y + at) + s));
  }
}

function addRow<T>(n: i32, x: T, b: usize, y: usize): void {
  const v = v128.splat<T>(x);
  const bytes = <usize>n * sizeof<T>();
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) v128.store(y + at, multiplyAdd<T>(v, v128.load(b + at), v128.load(y + at)));
  for (; at < bytes; at += sizeof<T>()) store<T>(y + at, <T>(load<T>(y + at) + x * load<T>(b + at)));
}
