import { expect, test } from "vitest";
import { calibrationBytes } from "./calibrationFile.js";

/** Numbers whose prediction is one more than they are. */
const judgementOf = (count: number) => ({
  ...({ task: "regression", classes: [], width: 1 } as const),
  outputs: Float64Array.from({ length: count }, (_, i) => i + 1),
  expected: Float64Array.from({ length: count }, (_, i) => i),
  indices: Int32Array.from({ length: count }, (_, i) => i),
});

test("5000 outcomes at most are kept, drawn from all of them, each prediction with its truth", () => {
  const { bytes, stamp } = calibrationBytes(judgementOf(20_000), "held out");
  const { expected, predicted, judged } = JSON.parse(new TextDecoder().decode(bytes)) as {
    expected: number[];
    predicted: number[];
    judged: number;
  };
  expect(stamp.examples).toBe(5000);
  expect(judged).toBe(20_000);
  expect(new Set(expected).size).toBe(5000);
  expect(Math.min(...expected)).toBeLessThan(100);
  expect(Math.max(...expected)).toBeGreaterThan(19_900);
  expect(predicted).toEqual(expected.map((value) => value + 1));
  expect(calibrationBytes(judgementOf(20_000), "held out").stamp).toEqual(stamp);
});

test("fewer are all kept", () => {
  expect(calibrationBytes(judgementOf(12), "folds").stamp.examples).toBe(12);
});
