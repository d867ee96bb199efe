import { storeRun } from "./storeRun.as";

/** Of planes begin ... end every stepY-th row and stepX-th column, from the first on: [rows, columns] each. */
// @ts-ignore: decorator
@inline
export function gatherSteps<T>(
  begin: i32, end: i32, from: usize, height: i32, width: i32, stepY: i32, stepX: i32, out: usize, rows: i32,
  columns: i32,
): void {
  const rowBytes = <usize>columns * sizeof<T>();
  out += <usize>(begin * rows) * rowBytes;
  for (let p = begin; p < end; p++) {
    for (let y = 0; y < rows; y++, out += rowBytes) {
      loadRun<T>(from + <usize>((p * height + y * stepY) * width) * sizeof<T>(), stepX, out, out + rowBytes);
    }
  }
}

// @ts-ignore: decorator
@inline
function loadRun<T>(from: usize, step: i32, to: usize, end: usize): void {
  if (step == 2) {
    for (; to + 16 < end; to += 16, from += 32) {
      const low = v128.load(from);
      const high = v128.load(from, 16);
      v128.store(to, sizeof<T>() == 4 ? v128.shuffle<i32>(low, high, 0, 2, 4, 6) : v128.shuffle<i64>(low, high, 0, 2));
    }
  }
  for (; to < end; to += sizeof<T>(), from += <usize>step * sizeof<T>()) store<T>(to, load<T>(from));
}

/** The adjoint: planes of zeros but for those places. */
// @ts-ignore: decorator
@inline
export function scatterSteps<T>(
  begin: i32, end: i32, from: usize, rows: i32, columns: i32, stepY: i32, stepX: i32, out: usize, height: i32,
  width: i32,
): void {
  const plane = <usize>(height * width) * sizeof<T>();
  const rowBytes = <usize>columns * sizeof<T>();
  from += <usize>(begin * rows) * rowBytes;
  out += <usize>begin * plane;
  for (let p = begin; p < end; p++, out += plane) {
    memory.fill(out, 0, plane);
    for (let y = 0; y < rows; y++, from += rowBytes) {
      storeRun<T>(from, columns, out + <usize>(y * stepY * width) * sizeof<T>(), <usize>stepX * sizeof<T>());
    }
  }
}
