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

  test("a full heap says what was wanted and what is live", () => {
    const allocator = heap(64 + 1024);
    const first = allocator.allocate(1000);
    expect(() => allocator.allocate(100)).toThrow(
      "the CPU heap is full: 128 bytes were wanted while 1024 are live in 1 blocks",
    );
    allocator.free(first);
    expect(allocator.allocate(900)).toBe(first);
  });

  test("a pointer is freed once", () => {
    const allocator = heap(4096);
    const pointer = allocator.allocate(10);
    allocator.free(pointer);
    expect(() => allocator.free(pointer)).toThrow(`no live block at ${pointer}`);
  });
});
