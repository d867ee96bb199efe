import { afterEach, expect, test, vi } from "vitest";
import { add, compile, type Tensor, zeros } from "../index.js";

afterEach(() => vi.restoreAllMocks());

test("sixteen kinds are kept; then the one used longest ago goes, with one warning", () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const traced: number[] = [];
  const fast = compile(function grow(x: Tensor) {
    traced.push(x.size);
    return add(x, 1);
  });
  const call = (size: number) => fast(zeros([size])).dispose();
  for (let size = 1; size <= 16; size++) call(size);
  call(1);
  expect(warn).not.toHaveBeenCalled();
  for (const size of [17, 1, 3, 2, 18]) call(size);
  // 17 drove out 2, which was the oldest after 1 had been used again; 2 drove out 4, and 18 drove out 5.
  expect(traced.slice(16)).toEqual([17, 2, 18]);
  call(4);
  expect(traced.at(-1)).toBe(4);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]![0]).toMatch(/^compile: grow has met more than 16 kinds of arguments/);
});
