import { Key, ones, sum } from "@mebae/tensor";
import { expect, test } from "vitest";
import { augmentationNamed } from "./augmentations.js";

/** The mean over many white images of the pixels that black from outside took, as a part of the whole. */
function lost(rows: number): number {
  const { augment } = augmentationNamed("digits", rows);
  using x = ones([200, 1, 28, 28]);
  using changed = augment!.apply({ x }, new Key(3)).x;
  return 1 - sum(changed).itemSync() / x.size;
}

test("many digits are turned and moved less than few", () => {
  expect(lost(1000)).toBeLessThan(0.8 * lost(100));
  expect(lost(1000)).toBeGreaterThan(0.02);
});

test("digits, few or many, are written thicker and thinner", () => {
  for (const rows of [100, 1000])
    expect(augmentationNamed("digits", rows).augment!.name).toContain("thickness");
});
