import { featureTensor, generateDigits } from "@mebae/data";
import { full, pad, sub, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { standOnBlack } from "./standOnBlack.js";

test("digits stand on black, their negatives don't", async () => {
  const { features } = generateDigits({ count: 50, size: 20, seed: 1 });
  using light = featureTensor(
    features,
    Int32Array.from({ length: 50 }, (_, i) => i),
  );
  expect(await standOnBlack(light)).toBe(true);
  using dark = sub(1, light);
  expect(await standOnBlack(dark)).toBe(false);
});

test("only the outermost pixels count, all of them", async () => {
  using white = full([2, 3, 6, 9], 1);
  expect(await standOnBlack(white)).toBe(false);
  using framed = pad(white, [0, 0, 1, 1]);
  expect(await standOnBlack(framed)).toBe(true);
  // One of four sides of 5, a quarter of the frame, is white.
  using side = tensor(
    Float32Array.from({ length: 25 }, (_, i) => (i % 5 === 4 ? 1 : 0)),
    { shape: [1, 1, 5, 5] },
  );
  expect(await standOnBlack(side)).toBe(false);
  using small = full([1, 1, 2, 5], 0.05);
  expect(await standOnBlack(small)).toBe(true);
});
