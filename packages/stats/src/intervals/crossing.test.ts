import { expect, test } from "vitest";
import { crossing } from "./crossing.js";

const start = 0;

test("a search that fails from too far away is tried from nearer by", () => {
  // Only a start within a tenth of the way will do.
  const near = (distance: number, from: number) => distance - from < 0.3;
  const at = (distance: number, from: number) => ({
    root: near(distance, from) ? distance : Number.NaN,
    place: distance,
  });
  expect(crossing({ at, start, step: 2, target: 1.96 })).toBeCloseTo(1.96, 8);
});

test("there is none where searches fail, where the root jumps, or where it stays below", () => {
  const lost = (distance: number) => ({ root: distance < 1 ? distance : Number.NaN, place: distance });
  expect(crossing({ at: lost, start, step: 2, target: 1.96 })).toBeNaN();
  const jumping = (distance: number) => ({ root: distance < 1 ? distance : 3 + distance, place: distance });
  expect(crossing({ at: jumping, start, step: 2, target: 1.96 })).toBeNaN();
  const low = (distance: number) => ({ root: Math.tanh(distance), place: distance });
  expect(crossing({ at: low, start, step: 2, target: 1.96 })).toBe(Infinity);
});

test("a wall is an end, and so is one near a bound that a first step leaps over", () => {
  const wall = (distance: number) => ({ root: distance < 1 ? distance : Infinity, place: distance });
  expect(crossing({ at: wall, start, step: 2, target: 1.96 })).toBeCloseTo(1, 8);
  const isBeyond = (distance: number) => distance > 5;
  const steep = (distance: number) => ({
    root: isBeyond(distance) ? Number.NaN : 0.5 * distance,
    place: distance,
  });
  expect(crossing({ at: steep, start, step: 1e6, target: 1.96, isBeyond })).toBeCloseTo(3.92, 8);
});
