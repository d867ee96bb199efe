import { describe, expect, test } from "vitest";
import { Generator } from "../random/generator.js";
import { Allocator } from "./allocator.js";

/** A heap of at most `limit` bytes that grows by what is wanted. */
function heap(limit: number): Allocator {
  return new Allocator(64, (bytes) => (bytes <= limit ? bytes : undefined));
}

describe("Allocator", () => {
  test("blocks are aligned, never overlap, and live bytes return to nothing", () => {
    const allocator = heap(2 ** 30);
    const random = new Generator(3);
    const live = new Map<number, number>();
    for (let step = 0; step < 20_000; step++) {
      if (live.size === 0 || random.uniform() < 0.52) {
        const bytes = Math.floor(2 ** random.uniform(0, 18));
        const pointer = allocator.allocate(bytes);
        expect(pointer % 64).toBe(0);
        live.set(pointer, bytes);
      } else {
        const pointer = [...live.keys()][random.integer(0, live.size)]!;
        live.delete(pointer);
        allocator.free(pointer);
      }
      if (step % 1000 === 0) {
        const sorted = [...live].sort((a, b) => a[0] - b[0]);
        sorted.slice(1).forEach(([pointer], i) => {
          expect(pointer).toBeGreaterThanOrEqual(sorted[i]![0] + sorted[i]![1]);
        });
        expect(allocator.report().liveBlocks).toBe(live.size);
      }
    }
    for (const pointer of live.keys()) allocator.free(pointer);
    const { liveBytes, heapBytes } = allocator.report();
    expect(liveBytes).toBe(0);
    // All neighbours have merged: the whole heap is one block again.
    expect(allocator.allocate(heapBytes)).toBe(64);
    expect(allocator.report().heapBytes).toBe(heapBytes);
  });

  test("the same sizes again and again don't let the heap grow", () => {
    const allocator = heap(2 ** 30);
    const sizes = [4 * 1000, 4 * 784 * 128, 4 * 12345, 64, 1];
    const round = () =>
      sizes.map((bytes) => allocator.allocate(bytes)).forEach((pointer) => allocator.free(pointer));
    round();
    const before = allocator.report().heapBytes;
    for (let i = 0; i < 1000; i++) round();
    expect(allocator.report().heapBytes).toBe(before);
  });

  test("a full heap says what was wanted, what is live and free, and what holds the most", () => {
    const allocator = heap(64 + 10 * 1024);
    const image = { dtype: "float32", shape: [16, 16] } as const;
    const first = allocator.allocate(1024, image);
    const scratch = allocator.allocate(4096);
    allocator.allocate(1024, { ...image, origin: "train.ts:12:3" });
    allocator.allocate(1024, image);
    allocator.free(allocator.allocate(1024));
    expect(() => allocator.allocate(5000)).toThrow(
      "the CPU heap is full: 4.94 KiB were wanted while 7 KiB are live in 4 blocks, 1 KiB free in pieces of at most 1 KiB; " +
        "most is held by 1 block of 4 KiB (scratch), 2 blocks of 1 KiB (float32 [16, 16]), " +
        "1 block of 1 KiB (float32 [16, 16], made at train.ts:12:3)",
    );
    expect(allocator.report()).toEqual({
      liveBytes: 7168,
      liveBlocks: 4,
      scratchBytes: 4096,
      heapBytes: 8192,
      freeBytes: 1024,
    });
    allocator.free(scratch);
    allocator.free(first);
    expect(allocator.allocate(5000)).toBe(first);
    expect(allocator.report()).toMatchObject({ liveBytes: 7168 - 4096 - 1024 + 5056, scratchBytes: 5056 });
  });

  test("a pointer is freed once", () => {
    const allocator = heap(4096);
    const pointer = allocator.allocate(10);
    allocator.free(pointer);
    expect(() => allocator.free(pointer)).toThrow(`no live block at ${pointer}`);
  });
});
