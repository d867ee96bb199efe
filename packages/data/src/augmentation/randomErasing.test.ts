import { Key, ones } from "@mebae/tensor";
import { expect, test } from "vitest";
import { randomErasing } from "./randomErasing.js";
import { values } from "./testing/images.js";

test("a box of the area asked for, anywhere inside, as often as asked", () => {
  const [count, size] = [400, 20];
  const x = ones([count, 2, size, size]);
  const y = values(randomErasing({ probability: 0.5, area: 0.25, fill: 0.3 }).apply({ x }, new Key(2)).x);
  const areas: number[] = [];
  const reached = new Set<number>();
  for (let i = 0; i < count; i++) {
    const planes = [0, 1].map((c) => y.slice((2 * i + c) * 400, (2 * i + c + 1) * 400));
    expect(planes[0]).toEqual(planes[1]);
    const inside = planes[0]!.flatMap((value, p) => (value === 1 ? [] : [p]));
    if (inside.length === 0) continue;
    expect(planes[0]![inside[0]!]).toBe(Math.fround(0.3));
    areas.push(inside.length);
    for (const p of inside) reached.add(p);
    const rows = new Set(inside.map((p) => Math.floor(p / size)));
    const columns = new Set(inside.map((p) => p % size));
    expect(rows.size * columns.size).toBe(inside.length);
    expect(Math.max(rows.size / columns.size, columns.size / rows.size)).toBeLessThan(3 * 1.6);
  }
  expect(areas.length / count).toBeGreaterThan(0.4);
  expect(areas.length / count).toBeLessThan(0.6);
  expect(Math.min(...areas)).toBeLessThan(25);
  expect(Math.max(...areas)).toBeGreaterThan(85);
  expect(Math.max(...areas)).toBeLessThan(115); // whole pixels round the sides
  expect(reached.size).toBeGreaterThan(380); // a corner is reached by few
});
