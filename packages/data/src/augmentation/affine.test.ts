import { flip, Key, matrixTranspose, type Tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { affine } from "./affine.js";
import { aboutCentre, identity, invert, multiply } from "./matrices.js";
import { Points } from "./points.js";
import { images, largestDifference } from "./testing/images.js";
import { warp } from "./warp.js";

/** Every image mapped by one matrix, given from output to input. */
const mapped = (x: Tensor, matrix: ArrayLike<number>) =>
  warp("test", "zero", (points) => points.map(() => matrix)).apply({ x }, new Key(0)).x;

describe("a quarter turn is a transpose and a flip", () => {
  const x = images(2, [2, 7, 7]);
  const quarter = aboutCentre([0, -1, 1, 0], 7, 7);

  test("once, twice, four times", () => {
    expect(largestDifference(mapped(x, quarter), flip(matrixTranspose(x), 3))).toBeLessThan(1e-6);
    expect(largestDifference(mapped(x, multiply(quarter, quarter)), flip(x, [2, 3]))).toBeLessThan(1e-6);
    const whole = [quarter, quarter, quarter, quarter].reduce((a, b) => multiply(a, b));
    expect(largestDifference(mapped(x, whole), x)).toBeLessThan(1e-6);
  });
});

test("a matrix times its inverse is the identity", () => {
  const matrix = [0.9, 0.2, 3, -0.1, 1.1, -2, 0.001, 0.002, 1] as const;
  multiply(matrix, invert(matrix)).forEach((value, i) => expect(value).toBeCloseTo(identity[i]!, 12));
});

test("draws stay within the amounts and fill them", () => {
  const count = 2000;
  const canvas = { count, height: 20, width: 40, backend: images(1, [1, 1, 1]).backend };
  const augmentation = affine({ rotate: 30, scale: 0.2, shear: 0.3, shift: 0.1 });
  const x = images(count, [1, 1, 1]);
  const found = { angle: [0, 0], factor: [1, 1], slant: [0, 0], down: [0, 0], across: [0, 0] };
  const points = augmentation.move(Points.of(canvas), { x }, new Key(3));
  const grid = points.grid().dataSync();
  const area = 800;
  for (let i = 0; i < count; i++) {
    // The inverse of what maps three pixels of the output to the input is the change itself.
    const place = (row: number, column: number) => {
      const at = 2 * i * area + row * 40 + column;
      return [grid[at]!, grid[at + area]!] as const;
    };
    const [o, r, c] = [place(0, 0), place(19, 0), place(0, 39)];
    const back = [(r[0] - o[0]) / 19, (c[0] - o[0]) / 39, o[0], (r[1] - o[1]) / 19, (c[1] - o[1]) / 39, o[1]];
    const forward = invert([...back, 0, 0, 1] as unknown as Parameters<typeof invert>[0]);
    const [a, b, t, d, e, s] = forward;
    const factor = Math.hypot(b, e);
    const angle = Math.atan2(-b, e);
    const slant = (a * b + d * e) / (factor * factor);
    const down = t + a * 9.5 + b * 19.5 - 9.5;
    const across = s + d * 9.5 + e * 19.5 - 19.5;
    for (const [name, value] of Object.entries({ angle, factor, slant, down, across })) {
      const range = found[name as keyof typeof found];
      range[0] = Math.min(range[0]!, value);
      range[1] = Math.max(range[1]!, value);
    }
  }
  const turn = Math.PI / 6;
  const expected = {
    angle: [-turn, turn],
    factor: [0.8, 1.2],
    slant: [-0.3, 0.3],
    down: [-2, 2],
    across: [-4, 4],
  };
  for (const [name, [low, high]] of Object.entries(expected)) {
    const [least, most] = found[name as keyof typeof found] as [number, number];
    const slack = (high! - low!) / 100;
    expect(least).toBeGreaterThan(low! - slack / 10);
    expect(least).toBeLessThan(low! + slack);
    expect(most).toBeLessThan(high! + slack / 10);
    expect(most).toBeGreaterThan(high! - slack);
  }
});

test("wrong amounts are refused", () => {
  expect(() => affine({ rotate: -1 })).toThrow("affine: rotate is a number from 0 on, not -1");
  expect(() => affine({ scale: 1 })).toThrow("affine: scale is a number from 0 to 0.99, not 1");
});
