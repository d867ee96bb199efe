const writers: Readonly<
  Record<number, readonly [bytes: number, write: (view: DataView, at: number, value: number) => void]>
> = {
  8: [1, (view, at, value) => view.setUint8(at, value)],
  9: [1, (view, at, value) => view.setInt8(at, value)],
  11: [2, (view, at, value) => view.setInt16(at, value)],
  12: [4, (view, at, value) => view.setInt32(at, value)],
  13: [4, (view, at, value) => view.setFloat32(at, value)],
  14: [8, (view, at, value) => view.setFloat64(at, value)],
};

/** An IDX file by its type byte, dimensions and values, for tests. */
export function idxBytes(type: number, shape: readonly number[], values: readonly number[]): Uint8Array {
  const [size, write] = writers[type]!;
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + size * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, 0, type, shape.length]);
  shape.forEach((extent, axis) => view.setUint32(4 + 4 * axis, extent));
  values.forEach((value, i) => write(view, start + i * size, value));
  return bytes;
}
