import { expect, test } from "vitest";
import {
  type Constraint,
  greaterThan,
  interval,
  ordered,
  positive,
  real,
  simplex,
  unitInterval,
  vector,
} from "./index.js";

interface Case {
  readonly constraint: Constraint;
  readonly says: string;
  readonly inside: readonly (readonly number[])[];
  readonly outside: readonly (readonly number[])[];
}

const cases: readonly Case[] = [
  { constraint: real(), says: "a finite number", inside: [[0], [-1e300]], outside: [[NaN], [Infinity]] },
  {
    constraint: positive(),
    says: "a positive number",
    inside: [[1e-300], [1], [1e300]],
    outside: [[0], [-1], [Infinity], [NaN]],
  },
  {
    constraint: greaterThan(-2),
    says: "a number greater than -2",
    inside: [[-1.5], [0], [7]],
    outside: [[-2], [-3], [Infinity]],
  },
  {
    constraint: interval(-1, 3),
    says: "a number between -1 and 3",
    inside: [[-0.999], [1], [2.9]],
    outside: [[-1], [3], [NaN]],
  },
  {
    constraint: unitInterval(),
    says: "a number between 0 and 1",
    inside: [[1e-300], [0.3], [0.999]],
    outside: [[0], [1], [-0.5]],
  },
  {
    constraint: simplex(3),
    says: "3 positive numbers that sum to 1",
    inside: [
      [0.2, 0.3, 0.5],
      [1e-100, 0.5, 0.5],
      [0.5, 0.5, 1e-100],
    ],
    outside: [
      [0.2, 0.3, 0.6],
      [0, 0.5, 0.5],
      [0.5, NaN, 0.5],
    ],
  },
  {
    constraint: ordered(3),
    says: "3 ascending numbers",
    inside: [
      [-2, 0, 0.5],
      [1, 2, 1e6],
    ],
    outside: [
      [0, 0, 1],
      [1, 0, 2],
      [0, 1, Infinity],
      [0, NaN, 1],
    ],
  },
  {
    constraint: vector(positive(), 2),
    says: "2 times a positive number",
    inside: [[0.1, 5]],
    outside: [
      [1, 0],
      [-1, 1],
    ],
  },
];

for (const { constraint, says, inside, outside } of cases) {
  const { name, freedom, size } = constraint;
  const points = inside.filter((values) =>
    values.every((value) => Math.abs(value) < 100 && value !== 1e-300),
  );

  test(`${name} tells what it contains`, () => {
    expect(constraint.describe()).toBe(says);
    for (const values of inside) expect([values, constraint.contains(values)]).toEqual([values, true]);
    for (const values of outside) expect([values, constraint.contains(values)]).toEqual([values, false]);
  });

  test(`${name} maps to free numbers and back`, () => {
    for (const values of inside) {
      const free = constraint.toFree(values);
      expect(free).toHaveLength(freedom);
      const back = constraint.fromFree(free);
      expect(back).toHaveLength(size);
      expect(constraint.contains(back)).toBe(true);
      for (let i = 0; i < size; i++) {
        const slack = Math.abs(values[i]!) < 1e-12 && values[i] !== 0 ? 0 : 1e-15;
        expect(Math.abs(back[i]! - values[i]!)).toBeLessThanOrEqual(1e-13 * Math.abs(values[i]!) + slack);
      }
    }
  });

  test(`${name}'s derivatives agree with differences`, () => {
    for (const values of points) {
      const free = constraint.toFree(values);
      for (let j = 0; j < freedom; j++) {
        const [left, right] = [-1e-5, 1e-5].map((shift) =>
          free.map((entry, i) => entry + (i === j ? shift : 0)),
        );
        const difference = (map: (free: Float64Array) => Float64Array) => {
          const low = map(left!);
          return map(right!).map((entry, i) => (entry - low[i]!) / 2e-5);
        };
        const slopes = difference(constraint.fromFree);
        const bends = difference(constraint.jacobian);
        for (let i = 0; i < size; i++) {
          expect(constraint.jacobian(free)[i * freedom + j]).toBeCloseTo(slopes[i]!, 7);
          for (let k = 0; k < freedom; k++) {
            const bend = constraint.curvature(free)[(i * freedom + k) * freedom + j]!;
            expect(bend).toBeCloseTo(bends[i * freedom + k]!, 7);
          }
        }
      }
    }
  });
}

test("free numbers at infinity give the limits", () => {
  const at = (constraint: Constraint, ...free: number[]) => [...constraint.fromFree(free)];
  expect(at(real(), -Infinity)).toEqual([-Infinity]);
  expect(at(positive(), -Infinity)).toEqual([0]);
  expect(at(positive(), Infinity)).toEqual([Infinity]);
  expect(at(greaterThan(2), -Infinity)).toEqual([2]);
  expect(at(interval(-1, 3), -Infinity)).toEqual([-1]);
  expect(at(interval(-1, 3), Infinity)).toEqual([3]);
  expect(at(simplex(3), Infinity, 0)).toEqual([1, 0, 0]);
  expect(at(simplex(3), -Infinity, 0)).toEqual([0, 0.5, 0.5]);
  expect(at(simplex(3), Infinity, Infinity)).toEqual([0.5, 0.5, 0]);
  expect(at(ordered(2), 7, -Infinity)).toEqual([7, 7]);
});

test("far free numbers overflow in no constraint that has an upper limit", () => {
  expect([...unitInterval().fromFree([800])]).toEqual([1]);
  expect([...unitInterval().fromFree([-800])]).toEqual([0]);
  expect([...simplex(3).fromFree([800, 0])]).toEqual([1, 0, 0]);
});

test("impossible constraints are refused", () => {
  expect(() => interval(1, 1)).toThrow(
    "interval: expected finite limits, the first below the second, got 1 and 1",
  );
  expect(() => interval(0, Infinity)).toThrow("interval: expected finite limits");
  expect(() => greaterThan(NaN)).toThrow("greaterThan: expected a finite limit, got NaN");
  expect(() => simplex(1)).toThrow("simplex: expected a whole size of at least 2, got 1");
  expect(() => ordered(2.5)).toThrow("ordered: expected a whole size of at least 2, got 2.5");
  expect(() => vector(simplex(2), 2)).toThrow(
    "vector: expected the constraint of one number, got simplex of 2",
  );
  expect(() => vector(real(), 0)).toThrow("vector: expected a whole size of at least 1, got 0");
});
