import { bytesOf, sizeOf, storedElements, UsageError } from "@mebae/tensor";
import { dtypeNames, metadataKey, type StoredTensor } from "./format.js";

/**
 * A safetensors file: eight bytes of header length (little-endian), a JSON header padded with spaces to a multiple
 * of eight, the values. Wide dtypes come first, so that each tensor is aligned to its elements. The same tensors
 * give the same bytes.
 * @throws UsageError when values don't fill a shape.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const entries = [...tensors].sort(
    ([a, x], [b, y]) => bytesOf(y.dtype) - bytesOf(x.dtype) || (a < b ? -1 : a > b ? 1 : 0),
  );
  const header: Record<string, unknown> = Object.create(null);
  if (Object.keys(metadata).length > 0) header[metadataKey] = metadata;
  let end = 0;
  for (const [name, { dtype, shape, data }] of entries) {
    if (name === metadataKey) throw new UsageError(`writeSafetensors: no tensor may be named ${metadataKey}`);
    if (data.length !== sizeOf(shape)) {
      throw new UsageError(`writeSafetensors: "${name}" has ${data.length} values for the shape [${shape}]`);
    }
    const start = end;
    end += data.length * bytesOf(dtype);
    header[name] = { dtype: dtypeNames[dtype], shape, data_offsets: [start, end] };
  }
  return assemble(header, entries, end);
}

function assemble(
  header: Record<string, unknown>,
  entries: readonly (readonly [string, StoredTensor])[],
  dataBytes: number,
): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(text, 8);
  let offset = 8 + headerBytes;
  for (const [, { dtype, data: numbers }] of entries) {
    const data = dtype === "float16" ? storedElements(dtype, numbers) : numbers;
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}
