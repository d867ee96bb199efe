/**
 * Writes `count` elements to places `step` bytes apart. Where every second one is meant, vectors write those between
 * with what they hold, within the run.
 */
export function storeRun<T>(from: usize, count: i32, to: usize, step: usize): void {
  const lanes = 16 / <i32>sizeof<T>();
  if (step == sizeof<T>()) {
    for (; count >= lanes; count -= lanes, from += 16, to += 16) v128.store(to, v128.load(from));
  } else if (sizeof<T>() == 4 && step == 8) {
    for (; count > lanes; count -= lanes, from += 16, to += 32) {
      const v = v128.load(from);
      v128.store(to, v128.shuffle<i32>(v, v128.load(to), 0, 5, 1, 7));
      v128.store(to, v128.shuffle<i32>(v, v128.load(to, 16), 2, 5, 3, 7), 16);
    }
  }
  for (; count > 0; count--, from += sizeof<T>(), to += step) store<T>(to, load<T>(from));
}
