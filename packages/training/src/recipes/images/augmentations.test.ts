import { type Augmentation, featureTensor, generateDigits } from "@mebae/data";
import { Key, ones, sum } from "@mebae/tensor";
import { expect, test } from "vitest";
import { augmentationNamed, withStrokes } from "./augmentations.js";

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

test("strokes become thicker and thinner beside being bent", () => {
  const { augment, ...rest } = augmentationNamed("digits", 100);
  const strokes = withStrokes({ ...rest, augment: augment! });
  expect(strokes).toMatchObject({ name: "digits", isBent: true, hasStrokes: true });
  const { features } = generateDigits({ count: 30, size: 28, seed: 1 });
  using x = featureTensor(
    features,
    Int32Array.from({ length: 30 }, (_, i) => i),
  );
  const lightOf = ({ apply }: Augmentation) =>
    sum(apply({ x }, new Key(3)).x, { axes: [1, 2, 3] }).dataSync();
  const bent = lightOf(augment!);
  const ratios = Array.from(lightOf(strokes.augment!), (light, i) => light / bent[i]!);
  expect(Math.max(...ratios)).toBeGreaterThan(1.15);
  expect(Math.min(...ratios)).toBeLessThan(0.85);
});
