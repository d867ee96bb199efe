import { badData } from "../place.js";

/** Where bytes came from, for error messages. */
export interface SourceOptions {
  /** The file's name, for error messages. */
  readonly file?: string;
}

/** Whether bytes begin with gzip's magic number 1f 8b (RFC 1952). */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Bytes unpacked if they are gzipped, told by content, and the same bytes otherwise.
 * @throws DataError when the gzip stream is truncated or damaged.
 */
export async function gunzip(
  bytes: Uint8Array,
  { file = "the data" }: SourceOptions = {},
): Promise<Uint8Array> {
  if (!isGzip(bytes)) return bytes;
  const unpacking = new DecompressionStream("gzip");
  const writer = unpacking.writable.getWriter();
  // Errors arrive at the reader too; here they would only be reported twice.
  const written = writer.write(bytes as Uint8Array<ArrayBuffer>).then(() => writer.close());
  written.catch(() => undefined);
  try {
    return await collect(unpacking.readable);
  } catch (cause) {
    throw badData({ file }, "the gzip data is truncated or damaged and can't be unpacked", {}, cause);
  }
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    chunks.push(step.value);
    length += step.value.length;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
