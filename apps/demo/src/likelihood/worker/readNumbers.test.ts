import { expect, test } from "vitest";
import { readNumbers } from "./readNumbers.js";

const read = (text: string) => readNumbers("pasted text", new TextEncoder().encode(text));
const numbersOf = (text: string) => {
  const found = read(text);
  return "kind" in found ? found : [...found[0]!.values];
};

test.each([
  ["spaces", "3 1.5 -2"],
  ["commas", "3, 1.5, −2"],
  ["lines", "3\n1.5\n-2\n"],
  ["the wide digits of a Japanese keyboard", "３　１．５　－２"],
  ["a header", "x\n3\n1.5\n-2\n"],
])("numbers with %s between them", (_, text) => {
  expect(numbersOf(text)).toEqual([3, 1.5, -2]);
});

test.each(["NaN", "1 2 Infinity", "1 two 3", "hello world"])("what is no number is named: %s", (text) => {
  const found = text.split(" ").find((part) => !Number.isFinite(Number(part)));
  expect(read(text)).toEqual({ kind: "notNumber", found });
});

test("numbers too large or too small to be shown are refused; a column that can be is taken", () => {
  expect(read("1 1e300")).toEqual({ kind: "beyondSizes", value: 1e300 });
  expect(read("1e-300 -3e-300 0")).toEqual({ kind: "beyondSizes", value: -3e-300 });
  expect(numbersOf("0 0 0")).toEqual([0, 0, 0]);
  expect(numbersOf("1e-300 1")).toEqual([1e-300, 1]);
  expect(numbersOf("a,b\n1e300,1\n2,2\n")).toEqual([1, 2]);
});
