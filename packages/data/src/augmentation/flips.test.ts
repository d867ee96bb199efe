import { flip, Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { flips } from "./flips.js";
import { images, values } from "./testing/images.js";

test.each([
  ["horizontal", 3],
  ["vertical", 2],
] as const)("always %s: the mirrored image exactly", (axis, dimension) => {
  const x = images(3, [2, 5, 8]);
  const y = flips({ axis, probability: 1 }).apply({ x }, new Key(1)).x;
  expect(values(y)).toEqual(values(flip(x, dimension)));
});

test("about as often as asked", () => {
  const x = images(1000, [1, 1, 2]);
  const y = values(flips({ probability: 0.3 }).apply({ x }, new Key(2)).x);
  const before = values(x);
  const share = before.filter((value, i) => i % 2 === 0 && y[i] !== value).length / 1000;
  expect(Math.abs(share - 0.3)).toBeLessThan(0.06); // four standard errors
  expect(() => flips({ probability: 1.5 })).toThrow("flips: probability is a number from 0 to 1, not 1.5");
});
