// What is done with a part of C: bits of `flags`.
// @ts-ignore: decorator
@inline
export const accumulates: i32 = 1;
/** bias[j] for column j. */
// @ts-ignore: decorator
@inline
export const columnBias: i32 = 2;
/** bias[i] for row i. */
// @ts-ignore: decorator
@inline
export const rowBias: i32 = 4;
// @ts-ignore: decorator
@inline
export const rectifies: i32 = 8;
// @ts-ignore: decorator
@inline
export const finishes: i32 = columnBias | rowBias | rectifies;

/** C[rows, columns] ← relu(C + bias), as far as `flags` say; `bias` is the one of the first row or column. */
export function finish<T>(rows: i32, columns: i32, c: usize, pitch: usize, flags: i32, bias: usize): void {
  const bytes = <usize>columns * sizeof<T>();
  const byColumn = (flags & columnBias) != 0;
  const floor: T = flags & rectifies ? <T>0 : <T>-Infinity;
  const floors = v128.splat<T>(floor);
  for (let i = 0; i < rows; i++, c += pitch) {
    const own: T = flags & rowBias ? load<T>(bias + <usize>i * sizeof<T>()) : <T>0;
    const owns = v128.splat<T>(own);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const added = byColumn ? v128.load(bias + at) : owns;
      v128.store(c + at, v128.max<T>(v128.add<T>(v128.load(c + at), added), floors));
    }
    for (; at < bytes; at += sizeof<T>()) {
      const added = byColumn ? load<T>(bias + at) : own;
      store<T>(c + at, max<T>(<T>(load<T>(c + at) + added), floor));
    }
  }
}
