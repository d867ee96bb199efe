import { describe, expect, test } from "vitest";
import { tensor } from "../../creation.js";
import { type GridBorder, gridSample } from "../../ops/gridSample.js";
import { createReferenceBackend } from "../../reference/backend.js";
import { Machine } from "../machine.js";
import { gridSampleKernel } from "./gridSample.js";
import { cutMachine, randomValue, runKernel } from "./kernelHarness.js";

const borders: readonly GridBorder[] = ["zero", "edge", "reflect"];
const reference = createReferenceBackend();

/** Points up to a few pixels outside on each side. */
function points(n: number, rows: number, columns: number, extent: number) {
  const grid = randomValue([n, 2, rows, columns], 7);
  return { ...grid, data: grid.data.map((value) => (value + 1) * (extent / 2 + 3) - 3) as Float32Array };
}

/** Images, and grids with rows of fewer than four points, of four, and of a rest; planes of one row or column too. */
const cases = [
  [[2, 3, 9, 7], 4, 11],
  [[1, 2, 8, 8], 3, 4],
  [[2, 1, 6, 5], 5, 3],
  [[2, 2, 1, 9], 2, 6],
  [[1, 3, 9, 1], 3, 5],
  [[2, 1, 1, 1], 2, 5],
] as const;

describe.each(borders)("border %s", (border) => {
  test.each(cases)("%j with %d rows of %d points: what the reference reads", (shape, rows, columns) => {
    const x = randomValue(shape, 3);
    const grid = points(shape[0], rows, columns, 9);
    const out = { dtype: "float32", shape: [shape[0], shape[1], rows, columns] } as const;
    const found = runKernel(new Machine({ threads: 1 }), gridSampleKernel, [x, grid], out, { border });
    const on = { dtype: "float64", backend: reference } as const;
    const expected = gridSample(
      tensor([...x.data], { shape, ...on }),
      tensor([...grid.data], { shape: grid.shape, ...on }),
      { border },
    ).dataSync();
    expect(found.length).toBe(expected.length);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  });

  test("ranges of rows give the same bits as one call, and a point's bits don't depend on its place", () => {
    const x = randomValue([3, 2, 9, 7], 3);
    const grid = points(3, 5, 11, 9);
    const out = { dtype: "float32", shape: [3, 2, 5, 11] } as const;
    const whole = runKernel(new Machine({ threads: 1 }), gridSampleKernel, [x, grid], out, { border });
    expect(runKernel(cutMachine(), gridSampleKernel, [x, grid], out, { border })).toEqual(whole);
    // One point a row instead of eleven.
    const tall = { ...grid, shape: [3, 2, 55, 1] };
    const alone = runKernel(
      new Machine({ threads: 1 }),
      gridSampleKernel,
      [x, tall],
      { dtype: "float32", shape: [3, 2, 55, 1] },
      { border },
    );
    expect(alone).toEqual(whole);
  });
});

test("coordinates that are no numbers, or far away, are read without leaving the image", () => {
  const x = { dtype: "float32", shape: [1, 1, 2, 2], data: Float32Array.of(1, 2, 3, 4) } as const;
  const wild = [Number.NaN, Infinity, -Infinity, 1e30, -1e30, 0];
  const grid = {
    dtype: "float32",
    shape: [1, 2, 1, 6],
    data: Float32Array.from([...wild, 0, 0, 0, 0, 0, 1]),
  } as const;
  const read = (border: GridBorder) => [
    ...runKernel(
      new Machine({ threads: 1 }),
      gridSampleKernel,
      [x, grid],
      { dtype: "float32", shape: [1, 1, 1, 6] },
      { border },
    ),
  ];
  expect(read("zero")).toEqual([Number.NaN, 0, 0, 0, 0, 2]);
  expect(read("edge")).toEqual([Number.NaN, 3, 1, 3, 1, 2]);
});
