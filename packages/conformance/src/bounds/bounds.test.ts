import {
  cast,
  cholesky,
  concatenate,
  createReferenceBackend,
  div,
  greater,
  matmul,
  max,
  mul,
  remainder,
  scope,
  sub,
  sum,
  type Tensor,
  tensor,
  where,
} from "@mebae/tensor";
import type { Accuracy } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { createBoundedReference } from "./boundedReference.js";

const accuracy: Accuracy = {
  ulp: { add: 1, subtract: 1, multiply: 1, divide: 2.5, squareRoot: 4.5, convert: 1 },
  flushesSubnormals: true,
};
const backend = createBoundedReference(createReferenceBackend(), accuracy);
const of = (...numbers: number[]) => tensor(numbers, { backend });
const epsilon = 2 ** -23;

/** Bounds in units in the last place of 1, without the half that the reference's own rounding takes. */
function units(f: () => Tensor): number[] {
  using result = scope(f);
  return Array.from(backend.errorsOf(result), (error) => error / epsilon);
}

test("a step may round as the table says, where its result has to be rounded", () => {
  expect(units(() => div(of(1), of(3)))[0]).toBeCloseTo((2.5 + 0.5) / 3, 6);
  expect(units(() => mul(of(1 / 3), of(3 / 7)))[0]).toBeCloseTo((1 + 0.5) / 7, 6);
  // 6 is 2·3 in whatever way it is rounded, but 6/3 needn't be 2.
  expect(units(() => mul(of(2), of(3)))).toEqual([0]);
  expect(units(() => div(of(6), of(3)))[0]).toBeCloseTo(2.5 * 2, 6);
});

test("errors of inputs are passed on", () => {
  const third = () => div(of(1), of(3));
  expect(units(() => mul(third(), of(8)))[0]).toBeCloseTo(8 * 1 + 8 / 3, 5);
  expect(units(() => max(third(), { axes: 0 }))[0]).toBeCloseTo(1, 6);
});

test("a sum's bound is of its terms, whatever the order; what is only moved or chosen is exact", () => {
  const terms = [0.1, -0.7, 0.3, 0.9];
  const size = 0.1 + 0.7 + 0.3 + 0.9;
  const [bound] = units(() => sum(of(...terms)));
  expect(bound).toBeGreaterThan(size);
  expect(bound).toBeLessThan(4 * size);
  expect(units(() => concatenate([of(0.1), of(0.2)]))).toEqual([0, 0]);
  expect(units(() => max(of(0.1, 0.2)))).toEqual([0]);
  const [product] = units(() => matmul(of(...terms), of(0.3, 0.3, 0.3, 0.3)));
  expect(product).toBeGreaterThan(4 * 0.3 * size);
  expect(product).toBeLessThan(6 * 0.3 * size);
});

test("what cancels within an expression isn't counted, and an open condition is both", () => {
  // Dekker's product needs digits that plain running analysis takes for lost: they would be hundreds of units.
  expect(units(() => remainder(of(7.3), of(1.1)))[0]).toBeLessThan(50);
  const open = units(() => {
    const x = sub(div(of(1), of(3)), of(1 / 3));
    return where(greater(x, 0), of(5), of(2));
  });
  expect(open).toEqual([(5 - 2) / epsilon]);
  expect(units(() => where(greater(of(1), 0), of(5), of(2)))).toEqual([0]);
});

test("solutions follow the condition of their system", () => {
  const matrix = (off: number) => tensor([1, off, off, 1], { shape: [2, 2], backend });
  const [, , , well] = units(() => cholesky(matrix(0.1)));
  const [, , , badly] = units(() => cholesky(matrix(0.999)));
  expect(well).toBeLessThan(50);
  expect(badly).toBeGreaterThan(10 * well!);
  expect(badly! * epsilon).toBeLessThan(1e-3);
});

test("a float16 rounds to its own digits", async () => {
  const half = (x: number) => cast(of(x), "float16");
  const [bound] = units(() => mul(half(0.333251953125), half(0.4287109375)));
  expect(bound! * epsilon).toBeGreaterThan(2 ** -10 / 7);
  expect(bound! * epsilon).toBeLessThan((4 * 2 ** -10) / 7);
  using third = half(1 / 3);
  expect(await third.data()).toEqual(Float32Array.of(0.333251953125));
  // A number beside it is a float16 too.
  using twice = mul(third, 2);
  expect(await twice.data()).toEqual(Float32Array.of(0.66650390625));
});

test("a number without all its digits may become 0 wherever it is computed or stored", () => {
  const half = (x: number) => cast(of(x), "float16");
  expect(units(() => mul(of(2 ** -130), of(2)))).toEqual([2 ** -129 / epsilon]);
  expect(units(() => half(2 ** -20))).toEqual([2 ** -20 / epsilon]);
  expect(units(() => half(2 ** -14))).toEqual([0]);
});
