import { featureTensor, generateDigits } from "@mebae/data";
import { full, Generator, pad, sub, tensor } from "@mebae/tensor";
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

test("photographs don't stand on black, however dim and coloured their background is", async () => {
  // Something light before a lit wall, whose noise reaches to black.
  const photographs = (wall: number) => {
    const random = new Generator(3);
    const [n, channels, side] = [30, 3, 16];
    const pixels = Float32Array.from({ length: n * channels * side * side }, (_, at) => {
      const [x, y] = [at % side, Math.floor(at / side) % side];
      const isThing = Math.abs(x - 8) < 4 && Math.abs(y - 8) < 4;
      return Math.min(1, Math.max(0, (isThing ? 0.8 : wall) + random.normal(0, 0.1)));
    });
    return tensor(pixels, { shape: [n, channels, side, side] });
  };
  for (const wall of [0.6, 0.3, 0.15]) {
    using pixels = photographs(wall);
    expect(await standOnBlack(pixels)).toBe(false);
  }
});
