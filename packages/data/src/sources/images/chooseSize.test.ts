import { expect, test } from "vitest";
import { chooseSize } from "./chooseSize.js";

test.each([
  [[[28, 28]], [28, 28]],
  [[[40, 40]], [40, 40]],
  [[[41, 40]], [40, 40]],
  [[[100, 100]], [40, 40]],
  [[[640, 427]], [48, 32]],
  [[[427, 640]], [32, 48]],
  [[[4032, 3024]], [48, 36]],
  [[[4000, 1]], [2528, 4]],
  // Width and height each have their own median; of an even number the lower.
  [
    [
      [10, 30],
      [20, 20],
      [30, 10],
    ],
    [20, 20],
  ],
  [
    [
      [10, 30],
      [20, 20],
    ],
    [10, 20],
  ],
])("pictures of %j become %j", (pictures, [width, height]) => {
  expect(chooseSize(pictures.map(([width, height]) => ({ width: width!, height: height! })))).toEqual({
    width,
    height,
  });
});
