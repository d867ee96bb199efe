import { Dataset } from "../dataset.js";
import { badData } from "../place.js";
import { gunzip, type SourceOptions } from "./gzip.js";

const pixelBytes = 3 * 32 * 32;

/** The two binary layouts: how many label bytes come before the 1024 red, 1024 green and 1024 blue bytes. */
const layouts = {
  10: { labelBytes: 1, limits: [10] },
  100: { labelBytes: 2, limits: [20, 100] },
} as const;

export type CifarVariant = keyof typeof layouts;

export interface CifarOptions extends SourceOptions {
  /** CIFAR-10 or CIFAR-100; told from length and labels where it isn't given. */
  readonly variant?: CifarVariant;
  /** Of CIFAR-100, the 100 fine classes (the default) or the 20 coarse ones. */
  readonly labels?: "fine" | "coarse";
  /** Names of the classes, as in batches.meta.txt; numbers where they aren't given. */
  readonly classes?: readonly string[];
}

/**
 * Reads the binary layout of CIFAR-10 or CIFAR-100 (Krizhevsky 2009), gzipped or not, into examples of bytes
 * [3, 32, 32].
 * @throws DataError naming the file: empty, truncated gzip, a length that is no multiple of the record, a
 *   label out of range with its record's number.
 */
export async function readCifar(source: Uint8Array, options: CifarOptions = {}): Promise<Dataset> {
  const file = options.file ?? "CIFAR data";
  const bytes = await gunzip(source, { file });
  if (bytes.length === 0) throw badData({ file }, "expected CIFAR records, found no bytes at all");
  const variant =
    options.variant ?? cifarVariant(bytes) ?? (bytes.length % (2 + pixelBytes) === 0 ? 100 : 10);
  const { labelBytes, limits } = layouts[variant];
  const record = labelBytes + pixelBytes;
  const count = Math.floor(bytes.length / record);
  if (count * record !== bytes.length) {
    throw badData(
      { file, row: count + 1 },
      `expected a multiple of ${record} bytes, one CIFAR-${variant} record each, found ${bytes.length}: the last is cut off`,
    );
  }
  const which = options.labels === "coarse" ? 0 : labelBytes - 1;
  const limit = limits[which]!;
  const classes = options.classes ?? Array.from({ length: limit }, (_, i) => String(i));
  const labels = new Int32Array(count);
  const data = new Uint8Array(count * pixelBytes);
  for (let i = 0; i < count; i++) {
    const label = bytes[i * record + which]!;
    if (label >= limit || label >= classes.length) {
      const last = Math.min(limit, classes.length) - 1;
      throw badData(
        { file, row: i + 1 },
        `record ${i + 1}: expected a label from 0 to ${last}, found ${label}`,
      );
    }
    labels[i] = label;
    data.set(bytes.subarray(i * record + labelBytes, (i + 1) * record), i * pixelBytes);
  }
  return new Dataset({
    name: file,
    features: { data, shape: [3, 32, 32] },
    target: { kind: "classes", labels, classes },
  });
}

/** Which variant the length and every label byte fit, if any. */
export function cifarVariant(bytes: Uint8Array): CifarVariant | undefined {
  for (const variant of [10, 100] as const) {
    const { labelBytes, limits } = layouts[variant];
    const record = labelBytes + pixelBytes;
    if (bytes.length === 0 || bytes.length % record !== 0) continue;
    let fits = true;
    for (let at = 0; fits && at < bytes.length; at += record) {
      fits = limits.every((limit, i) => bytes[at + i]! < limit);
    }
    if (fits) return variant;
  }
  return undefined;
}

/**
 * Names of classes from a text file with one name a line, such as CIFAR's batches.meta.txt.
 * @throws DataError when there are none, or one comes twice.
 */
export function readClassNames(text: string, { file = "class names" }: SourceOptions = {}): string[] {
  const names = text.split(/\r?\n/).map((line) => line.trim());
  while (names.at(-1) === "") names.pop();
  if (names.length === 0) throw badData({ file }, "expected one class name a line, found an empty file");
  names.forEach((name, i) => {
    if (name === "") throw badData({ file, row: i + 1 }, "expected a class name, found an empty line");
    if (names.indexOf(name) < i) throw badData({ file, row: i + 1 }, `the class name "${name}" comes twice`);
  });
  return names;
}
