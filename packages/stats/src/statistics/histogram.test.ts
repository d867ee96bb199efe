import { expect, test } from "vitest";
import { histogram } from "./histogram.js";

const asPairs = ({ values, counts }: { values: Float64Array; counts: Float64Array }) =>
  Array.from(values, (value, i) => [value, counts[i]]);

test("counts whole numbers, near together and far apart", () => {
  expect(asPairs(histogram.of(Float64Array.of(3, 0, 3, 7, 0, 3)))).toEqual([
    [0, 2],
    [3, 3],
    [7, 1],
  ]);
  expect(asPairs(histogram.of(Float64Array.of(1e12, 5, 1e12, 2), Float64Array.of(1, 2, 0.5, 4)))).toEqual([
    [2, 4],
    [5, 2],
    [1e12, 1.5],
  ]);
});

test("those of parts merge into that of the whole", () => {
  const values = Float64Array.from({ length: 500 }, (_, i) => (i * i) % 37);
  const [a, b] = [histogram.of(values.subarray(0, 180)), histogram.of(values.subarray(180))];
  expect(asPairs(histogram.merge(a, 180, b, 320))).toEqual(asPairs(histogram.of(values)));
});
