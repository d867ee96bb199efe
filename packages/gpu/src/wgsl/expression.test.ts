import { input } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { expressionText } from "./expression.js";

const textOf = (c: number, taken: number) => {
  const shifted = input(0, "float32").multiplyAdd(Math.LOG2E, c);
  return expressionText(
    [shifted.sub(taken).node],
    () => "x",
    () => {},
  ).statements;
};

test("a whole number is taken out of a sum by bits: compilers may take (x·y + c) - c for x·y", () => {
  const magic = 1.5 * 2 ** 23;
  expect(textOf(magic, magic)).toMatch(/= fma\(x, .*\n.* = f32\(bitcast<i32>\(v\d+\) - 1262485504\);/);
  // The difference of bits is that of the numbers.
  const bits = (value: number) => new Int32Array(Float32Array.of(value).buffer)[0]!;
  for (const n of [-126, -1, 0, 1, 128]) expect(bits(magic + n) - bits(magic)).toBe(n);
});

test("other differences are computed as they stand", () => {
  expect(textOf(1.5 * 2 ** 23, 3)).not.toContain("bitcast");
  expect(textOf(0.5, 0.5)).not.toContain("bitcast");
});

test("a compiler doesn't know the -1 that a condition chooses beside 0: it may take -0 for the 0", () => {
  const chosen = (yes: number, no: number) => {
    const { statements } = expressionText(
      [input(0, "float32").less(0).select(input(0, "float32").like(yes), input(0, "float32").like(no)).node],
      () => "x",
      () => {},
    );
    return statements.split("= select").at(-1);
  };
  expect(chosen(0, -1)).toMatch(/^\(bitcast<f32>\(0xbf800000u \| call\[0\]\.x\), f32\(0\.0\), /);
  expect(chosen(-1, 0)).toMatch(/^\(f32\(0\.0\), bitcast<f32>\(0xbf800000u \| call\[0\]\.x\), /);
  expect(chosen(0, 1)).toMatch(/^\(f32\(1\.0\), f32\(0\.0\), /);
});
