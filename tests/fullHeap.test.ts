import { add, createCpuBackend, currentBackend, debugMemory, scope, useBackend, zeros } from "@mebae/tensor";
import { expect, test } from "vitest";

test("a full heap names the tensors that hold the most and, in debug mode, where they were made", () => {
  const before = currentBackend();
  useBackend(createCpuBackend({ maximumBytes: 2 ** 20 }));
  try {
    scope(() => {
      for (let i = 0; i < 3; i++) add(zeros([40, 40, 40]), 1);
      expect(() => add(zeros([100, 1000]), 1)).toThrow(
        expect.objectContaining({
          code: "memory",
          message: expect.stringMatching(
            /^the CPU heap is full: 391 KiB were wanted while 7\d\d KiB are live in \d+ blocks, 2\d\d KiB free in pieces of at most 2\d\d KiB; most is held by 3 blocks of 250 KiB \(float32 \[40, 40, 40\]\), /,
          ),
        }),
      );
    });
    debugMemory(true);
    scope(() => {
      for (let i = 0; i < 3; i++) add(zeros([40, 40, 40]), 1);
      expect(() => add(zeros([100, 1000]), 1)).toThrow(
        /3 blocks of 250 KiB \(float32 \[40, 40, 40\], made at \S*fullHeap\.test\.ts:\d+:\d+\)/,
      );
    });
  } finally {
    debugMemory(false);
    useBackend(before);
  }
});
