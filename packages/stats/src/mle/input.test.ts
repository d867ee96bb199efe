import { add, exp, log, mul, neg, square, stack, sub, sum, type Tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { type Constraint, real } from "../constraints/index.js";
import { normal } from "../testing/normalDensity.js";
import { type MleInput, mle } from "./mle.js";

const { parameters, logDensity } = normal;
const data = [1, 2, 3];

test.each<[string, MleInput<Record<string, Constraint>>, string]>([
  [
    "no rows",
    { parameters, logDensity, data: [] } as never,
    "mle: expected at least one row of data, got none",
  ],
  ["NaN", { parameters, logDensity, data: [1, NaN] } as never, "expected finite numbers, got NaN at index 1"],
  [
    "a string",
    { parameters, logDensity, data: [1, "2"] } as never,
    'expected finite numbers, got "2" at index 1',
  ],
  [
    "null in a row",
    {
      parameters,
      logDensity,
      data: [
        [1, 2],
        [3, null],
      ],
    } as never,
    "expected finite numbers, got null at index 1, column 1",
  ],
  [
    "ragged rows",
    { parameters, logDensity, data: [[1, 2], [3]] } as never,
    "expected rows of 2 numbers, got 1 at index 1",
  ],
  [
    "too few weights",
    { parameters, logDensity, data, weights: [1] } as never,
    "expected 3 weights, one a row, got 1",
  ],
  ["a negative weight", { parameters, logDensity, data, weights: [1, -1, 1] } as never, "got -1 at index 1"],
  [
    "no parameter",
    { parameters: {}, logDensity, data } as never,
    "expected at least one parameter, got none",
  ],
  [
    "an unknown start",
    { parameters, logDensity, data, start: { mean: 1 } } as never,
    'no parameter "mean" to start',
  ],
  [
    "a start outside",
    { parameters, logDensity, data, start: { scale: 0 } } as never,
    "expected scale to start at a positive number, got 0",
  ],
  [
    "a density below 0",
    { parameters, logDensity: (x: Tensor, p: never) => add(logDensity(x, p), log(sub(x, 2))), data } as never,
    'expected finite log-densities at the start, but row 0 has log-density NaN at {"location":0,"scale":1}',
  ],
  [
    "a density that ignores a parameter",
    {
      parameters,
      logDensity: (x: Tensor, { location }: { location: Tensor }) => square(sub(x, location)),
      data,
    } as never,
    "all derivatives by scale are 0",
  ],
  [
    "a promise",
    { parameters, logDensity: async (x: Tensor) => x, data } as never,
    "expected logDensity to return a tensor, got a promise",
  ],
  [
    "a table",
    {
      parameters,
      logDensity: (x: Tensor, { location }: { location: Tensor }) => stack([sub(x, location), x]),
      data,
    } as never,
    "expected logDensity to return [3], one number a row, or a scalar, got [2, 3]",
  ],
  [
    "weights on a sum",
    {
      parameters,
      logDensity: (x: Tensor, p: never) => sum(logDensity(x, p)),
      data,
      weights: [1, 1, 1],
    } as never,
    "weights need a logDensity of one number a row",
  ],
  [
    "a kink of infinite slope",
    {
      parameters: { a: real() },
      logDensity: (x: Tensor, { a }: { a: Tensor }) => mul(x, exp(mul(log(square(a)), 0.25))),
      data,
    } as never,
    "by a at",
  ],
])("%s is refused in words", (_, input, message) => {
  expect(() => mle(input)).toThrow(message);
});

test("refuses unknown options, densities that are none and constraints that are none", () => {
  const parameters = { location: real() };
  const logDensity = (x: Tensor, { location }: { location: Tensor }) => neg(square(sub(x, location)));
  const data = [1, 2];
  expect(() => mle({ parameters, logDensity, data, weigths: [1, 1] } as never)).toThrow(
    'no option "weigths"',
  );
  expect(() => mle({ parameters, data } as never)).toThrow("expected logDensity to be a function");
  expect(() => mle({ parameters: { a: 3 }, logDensity, data } as never)).toThrow(
    "a constraint such as real() for a",
  );
});
