import type { BufferContents } from "../backend.js";
import { MemoryError } from "../errors.js";
import { formatShape } from "../shape.js";

/** A stretch of the heap, as far as the error is concerned. */
export interface Held {
  readonly bytes: number;
  readonly free: boolean;
  /** Absent for scratch memory. */
  readonly contents?: BufferContents | undefined;
}

interface Group {
  readonly bytes: number;
  readonly what: string;
  count: number;
}

/** More groups than these don't fit into a sentence. */
const namedGroups = 3;

/** Says how much was wanted, what is live and free, and which blocks of one size and contents hold the most. */
export function fullHeapError(wanted: number, blocks: Iterable<Held>): MemoryError {
  const groups = new Map<string, Group>();
  let [liveBytes, liveBlocks, freeBytes, largestFree] = [0, 0, 0, 0];
  for (const { bytes, free, contents } of blocks) {
    if (free) {
      freeBytes += bytes;
      largestFree = Math.max(largestFree, bytes);
      continue;
    }
    liveBytes += bytes;
    liveBlocks++;
    const what = contents ? inWords(contents) : "scratch";
    const key = `${bytes} ${what}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { bytes, what, count: 1 });
  }
  const largest = [...groups.values()]
    .sort((a, b) => b.count * b.bytes - a.count * a.bytes)
    .slice(0, namedGroups);
  const held = largest.map(({ bytes, what, count }) => `${counted(count)} of ${size(bytes)} (${what})`);
  const most = held.length > 0 ? `; most is held by ${held.join(", ")}` : "";
  const gaps = freeBytes > 0 ? `, ${size(freeBytes)} free in pieces of at most ${size(largestFree)}` : "";
  return new MemoryError(
    `the CPU heap is full: ${size(wanted)} were wanted while ${size(liveBytes)} are live in ${counted(liveBlocks)}${gaps}${most}`,
    { wanted, liveBytes, liveBlocks, freeBytes, largestFree, largest },
  );
}

function inWords({ dtype, shape, origin }: BufferContents): string {
  return `${dtype} ${formatShape(shape)}${origin ? `, made at ${origin}` : ""}`;
}

function counted(blocks: number): string {
  return blocks === 1 ? "1 block" : `${blocks} blocks`;
}

/** Bytes with three digits: "1.25 GiB". */
function size(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB"];
  const power = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`;
}
