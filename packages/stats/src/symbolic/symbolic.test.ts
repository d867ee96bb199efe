import { describe, expect, test } from "vitest";
import { add, div, mul, neg, square, sub } from "./arithmetic.js";
import { floor, lessThan, maximum, minimum, where } from "./choice.js";
import { derivative } from "./derivative.js";
import { abs, atan, cos, exp, expm1, log, log1p, pow, sin, sqrt, xlog1py, xlogy } from "./functions.js";
import { Program } from "./program.js";
import { type Term, variable } from "./term.js";

const x = variable("x");
const a = variable("a");
const b = variable("b");

const at = (term: Term, row: number, parameters: readonly number[]) =>
  new Program([term], ["x"], ["a", "b"]).at([row], parameters);

const terms: Record<string, Term> = {
  arithmetic: div(sub(mul(x, a, b), square(add(x, a))), add(b, square(x), 2)),
  constants: add(sub(3, x), div(2, add(square(x), 1)), mul(-1, a), neg(neg(b))),
  exponentials: add(exp(mul(a, x)), expm1(mul(x, b)), log(add(2, square(x))), log1p(square(mul(a, b)))),
  powers: mul(
    pow(add(square(x), 1), a),
    sqrt(add(square(b), 1)),
    pow(square(a), 2),
    pow(add(1.5, square(a)), x),
  ),
  trigonometric: mul(sin(mul(a, x)), cos(add(b, x)), atan(mul(x, a, b))),
  choices: add(
    where(lessThan(x, a), mul(x, a), square(b)),
    abs(sub(x, b)),
    mul(minimum(x, a), maximum(b, x)),
    mul(floor(mul(2.5, x)), a),
  ),
  entropies: add(xlogy(square(a), add(square(x), 1)), xlog1py(mul(a, b), square(x))),
};

describe("derivatives equal differences, of first and second order", () => {
  const h = 1e-5;
  for (const [name, term] of Object.entries(terms))
    for (const [row, ...parameters] of [
      [0.7, 1.3, -0.4],
      [-1.1, 0.6, 0.9],
    ] as const)
      test(`${name} at x = ${row}`, () => {
        for (const [k, variableName] of ["x", "a", "b"].entries())
          for (const target of [term, derivative(term, "a"), derivative(term, "x")]) {
            const shifted = (sign: number) => {
              const point = [row, ...parameters];
              point[k]! += sign * h;
              return at(target, point[0]!, point.slice(1));
            };
            const difference = (shifted(1) - shifted(-1)) / (2 * h);
            const exact = at(derivative(target, variableName), row, parameters);
            expect(exact).toBeCloseTo(difference, 7);
          }
      });
});

test("a choice's derivative ignores the branch not taken", () => {
  const term = where(lessThan(x, 0), 0, mul(a, log(x)));
  expect(at(derivative(term, "a"), -1, [2, 0])).toBe(0);
  expect(at(derivative(term, "x"), -1, [2, 0])).toBe(0);
});

describe("a program", () => {
  const rows = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 3);
  const weights = Float64Array.from({ length: 1000 }, (_, i) => 1 + (i % 3));
  const parameters = [0.4, -1.2];
  const all = Object.values(terms);
  const program = new Program([...all, add(a, b)], ["x"], ["a", "b"]);

  test("gives each row what it gives alone", () => {
    const each = program.each([rows], parameters);
    for (const [k, term] of all.entries())
      for (const i of [0, 255, 256, 999]) expect(each[k]![i]).toBe(at(term, rows[i]!, parameters));
    expect(each.at(-1)![500]).toBe(0.4 - 1.2);
  });

  test("sums rows, weighted and in part", () => {
    const each = program.each([rows], parameters);
    const sums = program.sums([rows], parameters, weights);
    const part = program.sums([rows], parameters, undefined, 100, 700);
    for (const [k, values] of each.entries()) {
      const weighted = values.reduce((sum, value, i) => sum + weights[i]! * value, 0);
      expect(sums[k]).toBeCloseTo(weighted, 9);
      expect(part[k]).toBeCloseTo(
        values.slice(100, 700).reduce((sum, value) => sum + value, 0),
        9,
      );
    }
  });

  test("leaves the data as they were", () => {
    const before = rows.slice();
    program.sums([rows], parameters);
    expect(rows).toEqual(before);
  });

  test("computes what terms share once", () => {
    let calls = 0;
    const counted = {
      name: "counted",
      value: (value?: number) => {
        calls++;
        return value!;
      },
      derivatives: [null],
    };
    const node = (): Term => ({ kind: "application", operation: counted, inputs: [x] });
    new Program([add(node(), mul(2, node()))], ["x"], []).at([1], []);
    expect(calls).toBe(1);
  });

  test("refuses a name that it doesn't know", () => {
    expect(() => new Program([variable("c")], ["x"], ["a"])).toThrow(
      '"c" is neither a column nor a parameter',
    );
  });
});
