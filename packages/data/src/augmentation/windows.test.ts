import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { perspective } from "./perspective.js";
import { Points } from "./points.js";
import { randomResizedCrop } from "./randomResizedCrop.js";
import { images } from "./testing/images.js";
import type { Warp } from "./warp.js";

const [count, height, width] = [1500, 21, 31];
const area = height * width;
const x = images(count, [1, 1, 1]);

/** Where each image's pixel (row, column) is read. */
function reader(augmentation: Warp) {
  const canvas = { count, height, width, backend: x.backend };
  const grid = augmentation.move(Points.of(canvas), { x }, new Key(5)).grid().dataSync();
  return (image: number, row: number, column: number): [number, number] => {
    const at = 2 * image * area + row * width + column;
    return [grid[at]!, grid[at + area]!];
  };
}

test("a crop lies within the image, of the area and the ratio of sides drawn, anywhere", () => {
  const place = reader(randomResizedCrop({ area: 0.4, ratio: 1.5 }));
  const found = { area: [1, 0], ratio: [1, 1], top: [1, 0], left: [1, 0] };
  for (let i = 0; i < count; i++) {
    const [[top, left], [bottom, right]] = [place(i, 0, 0), place(i, height - 1, width - 1)];
    const [down, across] = [(bottom - top) / (height - 1), (right - left) / (width - 1)];
    // Pixels reach half of their own size beyond their middles.
    const [first, start] = [top - down / 2 + 0.5, left - across / 2 + 0.5];
    expect(Math.min(first, start)).toBeGreaterThan(-1e-4);
    expect(first + down * height).toBeLessThan(height + 1e-4);
    expect(start + across * width).toBeLessThan(width + 1e-4);
    const free = [height * (1 - down), width * (1 - across)] as const;
    const values = {
      area: down * across,
      ratio: across / down,
      top: free[0] > 1 ? first / free[0] : 0.5,
      left: free[1] > 1 ? start / free[1] : 0.5,
    };
    for (const [name, value] of Object.entries(values)) {
      const range = found[name as keyof typeof found];
      range[0] = Math.min(range[0]!, value);
      range[1] = Math.max(range[1]!, value);
    }
  }
  // Where a side is as long as the image's, the area is less than drawn.
  expect(found.area[0]).toBeCloseTo(0.4, 1);
  expect(found.area[1]).toBeGreaterThan(0.9);
  expect(found.ratio[0]).toBeCloseTo(1 / 1.5, 1);
  expect(found.ratio[1]).toBeCloseTo(1.5, 1);
  for (const [least, most] of [found.top, found.left]) {
    expect(least).toBeLessThan(0.02);
    expect(most).toBeGreaterThan(0.98);
  }
});

test("a tilt keeps the centre and lines through it, and brings edges as much nearer or farther as drawn", () => {
  const place = reader(perspective({ tilt: 0.3 }));
  const tilts: number[] = [];
  for (let i = 0; i < count; i++) {
    const [row, column] = place(i, 10, 15);
    expect(row).toBeCloseTo(10, 4);
    expect(column).toBeCloseTo(15, 4);
    // On the middle row and column a point stays there; its distance from the centre is divided by 1 + g.
    const [edge, across] = place(i, 20, 15);
    expect(across).toBeCloseTo(15, 4);
    tilts.push(((10 / (edge - 10) - 1) * (height / 2)) / 10);
  }
  expect(Math.min(...tilts)).toBeGreaterThan(-0.3001);
  expect(Math.min(...tilts)).toBeLessThan(-0.29);
  expect(Math.max(...tilts)).toBeLessThan(0.3001);
  expect(Math.max(...tilts)).toBeGreaterThan(0.29);
});
