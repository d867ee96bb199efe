import { bytesOf, type DType, sizeOf, storedNumbers, typedArray } from "@mebae/tensor";
import {
  damaged,
  dtypeNames,
  longestHeader,
  metadataKey,
  type SafetensorsContent,
  type StoredTensor,
} from "./format.js";

const dtypesByName = new Map(Object.entries(dtypeNames).map(([dtype, name]) => [name, dtype as DType]));

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a safetensors file, and checks all of it: the tensors must fill the data without holes or overlaps.
 * @param file the name for error messages
 * @throws DataError naming the file, and the tensor where it is one tensor's fault.
 */
export function readSafetensors(bytes: Uint8Array, file = "weights.safetensors"): SafetensorsContent {
  const { header, data } = split(bytes, file);
  const entries: Entry[] = [];
  let metadata: Readonly<Record<string, string>> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === metadataKey) metadata = readMetadata(value, file);
    else entries.push(readEntry(name, value, data.length, file));
  }
  checkLayout(entries, data.length, file);
  return { tensors: new Map(entries.map((entry) => [entry.name, takeTensor(entry, data)])), metadata };
}

function split(bytes: Uint8Array, file: string): { header: object; data: Uint8Array } {
  if (bytes.length < 8)
    throw damaged(file, `the file is truncated: expected at least 8 bytes, found ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = Number(view.getBigUint64(0, true));
  if (length > longestHeader) {
    throw damaged(file, `expected a header of at most ${longestHeader} bytes, found a length of ${length}`);
  }
  if (8 + length > bytes.length) {
    throw damaged(
      file,
      `the file is truncated: its header needs ${length} bytes, ${bytes.length - 8} are there`,
    );
  }
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch (cause) {
    throw damaged(file, "the header is no JSON text", cause);
  }
  if (!isRecord(header)) throw damaged(file, "the header is no JSON object");
  return { header, data: bytes.subarray(8 + length) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readMetadata(value: unknown, file: string): Record<string, string> {
  if (isRecord(value) && Object.values(value).every((text) => typeof text === "string"))
    return value as Record<string, string>;
  throw damaged(file, `expected ${metadataKey} to be an object of strings`);
}

function readEntry(name: string, value: unknown, dataBytes: number, file: string): Entry {
  const fail = (problem: string) => damaged(file, `tensor "${name}": ${problem}`);
  if (!isRecord(value)) throw fail("expected an object with dtype, shape and data_offsets");
  const { dtype: dtypeName, shape, data_offsets: offsets } = value;
  const dtype = dtypesByName.get(dtypeName as string);
  if (!dtype) {
    throw fail(
      `expected a dtype of ${[...dtypesByName.keys()].join(", ")}, found ${JSON.stringify(dtypeName)}`,
    );
  }
  if (!isCounts(shape) || !Number.isSafeInteger(sizeOf(shape)))
    throw fail(`expected a shape of whole numbers, found ${JSON.stringify(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!)
    throw fail(`expected data_offsets [start, end], found ${JSON.stringify(offsets)}`);
  const [start, end] = offsets as [number, number];
  if (end > dataBytes)
    throw fail(`the file is truncated: the values end at byte ${end} of ${dataBytes} that are there`);
  const expected = sizeOf(shape) * bytesOf(dtype);
  if (end - start !== expected) {
    throw fail(
      `${dtypeName} [${shape.join(", ")}] takes ${expected} bytes, but its offsets span ${end - start}`,
    );
  }
  return { name, dtype, shape, start, end };
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}

function checkLayout(entries: readonly Entry[], dataBytes: number, file: string): void {
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (entry.start < end) throw damaged(file, `tensor "${entry.name}" overlaps the one before it`);
    if (entry.start > end) {
      throw damaged(file, `${entry.start - end} bytes before tensor "${entry.name}" belong to no tensor`);
    }
    end = entry.end;
  }
  if (end < dataBytes) throw damaged(file, `${dataBytes - end} bytes at the end belong to no tensor`);
}

/** Copies, so that the values are aligned and outlive the file's bytes. */
function takeTensor({ dtype, shape, start, end }: Entry, data: Uint8Array): StoredTensor {
  // Not `slice`: that of Node's Buffer, which is a Uint8Array too, copies nothing.
  const copy = new Uint8Array(data.subarray(start, end));
  const stored = typedArray(dtype, copy.buffer, 0, copy.length / bytesOf(dtype));
  return { dtype, shape, data: storedNumbers(dtype, stored) };
}
