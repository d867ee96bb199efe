import { expect, test } from "vitest";
import { type ProductPlan, planProduct, stepDepth } from "./plan.js";
import type { ProductSize } from "./product.js";
import { random } from "./testing/products.js";

const rows = { a: "depth", b: "lines" } as const;

const plan = (m: number, n: number, k: number, batch = 1) =>
  planProduct({ batch, rows: m, columns: n, depth: k }, rows);

const shape = (made: ProductPlan) =>
  made.kind === "tiles" ? [made.tile.down * made.tile.rows, made.tile.across * made.tile.columns] : made.wide;

test("wide tiles for large products, small ones for small", () => {
  expect(shape(plan(4096, 4096, 4096))).toEqual([64, 128]);
  expect(plan(4096, 4096, 4096).slices).toBe(1);
  expect(shape(plan(64, 200704, 576))).toEqual([64, 128]);
  expect(shape(plan(200704, 64, 576))).toEqual([128, 64]);
  expect(shape(plan(32, 32, 32, 64))).toEqual([32, 32]);
  expect(shape(plan(16, 4096, 4096))).toEqual([16, 128]);
  expect(shape(plan(4096, 10, 4096))).toEqual([128, 16]);
});

test("very few rows or columns are read once by what suits the other operand", () => {
  expect(plan(1, 4096, 4096)).toMatchObject({ kind: "skinny", wide: "b", lanes: 64, lines: 1, slices: 16 });
  expect(plan(4096, 1, 4096)).toMatchObject({ kind: "skinny", wide: "a", lanes: 8 });
  expect(plan(3, 802816, 1024)).toMatchObject({ kind: "skinny", wide: "b", lines: 4 });
  expect(plan(1, 1, 1e6)).toMatchObject({ lanes: 1, slices: 977 });
});

test("a great depth with few elements is cut into slices, and their memory stays small", () => {
  const made = plan(64, 576, 200704);
  expect(made.slices).toBeGreaterThan(8);
  expect(64 * 576 * 4 * made.slices).toBeLessThan(32e6);
  expect(plan(64, 64, 64).slices).toBe(1);
});

test("any size: slices cover the depth, none is empty, and the workgroup's memory is there on every adapter", () => {
  const draw = random(3);
  const pick = () => Math.floor(2 ** (draw() * 14));
  for (let i = 0; i < 2000; i++) {
    const size: ProductSize = {
      batch: 1 + Math.floor(draw() * 3),
      rows: pick(),
      columns: pick(),
      depth: pick(),
    };
    const made = planProduct(size, {
      a: draw() < 0.5 ? "depth" : "lines",
      b: draw() < 0.5 ? "depth" : "lines",
    });
    expect(made.slices * made.sliceDepth).toBeGreaterThanOrEqual(size.depth);
    expect((made.slices - 1) * made.sliceDepth).toBeLessThan(Math.max(1, size.depth));
    if (made.kind === "skinny") {
      expect(256 % made.lanes).toBe(0);
      continue;
    }
    expect(made.sliceDepth % stepDepth).toBe(0);
    const { down, across } = made.tile;
    // What every adapter has; a depth has a place more than vectors.
    const vectors = (down * made.tile.rows + across * made.tile.columns) / 4 + 2;
    expect(vectors * 16 * stepDepth).toBeLessThanOrEqual(16384);
    expect(down * across).toBeLessThanOrEqual(256);
  }
});
