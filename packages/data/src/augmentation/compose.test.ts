import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import type { Augmentation } from "./augmentation.js";
import { compose } from "./compose.js";
import { flips } from "./flips.js";
import { gain } from "./gain.js";
import { padAndCrop } from "./padAndCrop.js";
import { images, largestDifference, values } from "./testing/images.js";
import { isWarp, warp } from "./warp.js";

const x = images(5, [2, 16, 16]);
const key = new Key(4);
const inTurn = (augmentations: readonly Augmentation[]) =>
  augmentations.reduce((batch, augmentation, i) => augmentation.apply(batch, key.fold(i)), { x }).x;

test("exact geometric changes give together what they give in turn", () => {
  const list = [
    flips({ probability: 1 }),
    padAndCrop({ padding: 0.2 }),
    flips({ axis: "vertical", probability: 1 }),
  ];
  const together = compose(list);
  expect(isWarp(together)).toBe(true);
  expect(values(together.apply({ x }, key).x)).toEqual(values(inTurn(list)));
});

test("each draws from its own key, together and alone, geometric and not", () => {
  const list = [flips(), gain(), flips({ axis: "vertical" }), flips(), gain()];
  expect(values(compose(list).apply({ x }, key).x)).toEqual(values(inTurn(list)));
});

test("in one pass a turn and its inverse give the image back, in two they blur it", () => {
  const turn = (angle: number) => {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return warp("turn", "zero", (points) =>
      points.map(() => [cos, -sin, 7.5 - 7.5 * (cos - sin), sin, cos, 7.5 - 7.5 * (sin + cos), 0, 0, 1]),
    );
  };
  const list = [turn(0.3), turn(-0.3)];
  expect(largestDifference(compose(list).apply({ x }, key).x, x)).toBeLessThan(1e-5);
  expect(largestDifference(inTurn(list), x)).toBeGreaterThan(0.1);
});

test("the first changes the image first", () => {
  // Moved three pixels down and then mirrored top to bottom, the image ends three pixels up.
  const down = warp("down", "zero", (points) => points.map(() => [1, 0, -3, 0, 1, 0, 0, 0, 1]));
  const list = [down, flips({ axis: "vertical", probability: 1 })];
  const y = compose(list).apply({ x }, key).x;
  expect(values(y)).toEqual(values(inTurn(list)));
  expect(values(y).slice(13 * 16, 16 * 16)).toEqual(new Array(48).fill(0));
});

test("borders that differ are read apart", () => {
  const list = [padAndCrop({ padding: 0.3, border: "edge" }), padAndCrop({ padding: 0.3, border: "zero" })];
  expect(isWarp(compose(list))).toBe(false);
  expect(values(compose(list).apply({ x }, key).x)).toEqual(values(inTurn(list)));
});

test("nothing composed changes nothing", () => {
  expect(compose([]).apply({ x }, key).x).toBe(x);
  expect(compose([flips(), gain()]).name).toBe("flips + gain");
});
