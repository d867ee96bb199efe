import { grad, mul, ones, sum, type Tensor, tensor } from "@mebae/tensor";
import { expect } from "vitest";
import type { Distribution, Family } from "../distribution.js";
import { parameterNames, termOf } from "../programs.js";
import { derivative } from "../symbolic/derivative.js";
import { Program } from "../symbolic/program.js";
import { fitted, irregularOf } from "./fitted.js";
import { test } from "./suite.js";

export function testDerivatives(d: Distribution): void {
  const names = fitted(d);
  for (const name of ["logPdf", "logCdf", "logSurvival"] as const)
    test(`derivatives of ${name} by the parameters equal differences, of both orders`, () => {
      const term = termOf(d.record, name);
      for (const by of names) expectDerivative(d, term, by, 1e-6);
      for (const first of names)
        for (const second of names) expectDerivative(d, derivative(term, first), second, 1e-5);
    });
}

function expectDerivative(
  d: Distribution,
  term: ReturnType<typeof termOf>,
  by: string,
  tolerance: number,
): void {
  const all = parameterNames(d.record);
  const program = new Program([term, derivative(term, by)], ["x"], all);
  for (const p of [0.02, 0.4, 0.97]) {
    const x = d.quantile(p);
    const at = (shift: number) => {
      const numbers = all.map((name) => d.parameters[name]! + (name === by ? shift : 0));
      return program.each([Float64Array.of(x)], numbers).map((values) => values[0]!) as [number, number];
    };
    // No probability above the last value of a discrete family.
    if (at(0)[0] === -Infinity) {
      expect(at(0)[1]).toBe(0);
      continue;
    }
    const value = d.parameters[by]!;
    // A location moves on the scale of the distribution, others on their own.
    const [quarter, upperQuarter] = [d.quantile(0.25), d.upperQuantile(0.25)];
    const width = upperQuarter - quarter;
    const { role } = d.record.parameters[by]!;
    const [low, high] = d.support;
    const unit = Math.min(
      role === "location"
        ? width
        : role === "logLocation"
          ? Math.log(upperQuarter / quarter)
          : Math.abs(value) || 1,
      // What bounds the support may not pass x.
      irregularOf(d).includes(by) ? Math.min(x - low, high - x) : Infinity,
    );
    const h = 1e-4 * unit;
    const [v1, v2, v3, v4] = [at(-2 * h), at(-h), at(h), at(2 * h)].map(([v]) => v!) as [
      number,
      number,
      number,
      number,
    ];
    const slope = (v1 - 8 * v2 + 8 * v3 - v4) / (12 * h);
    const rounding = (1e-13 * Math.max(...[v1, v2, v3, v4].map(Math.abs))) / h;
    const exact = at(0)[1];
    expect(
      Math.abs(exact - slope),
      `d/d${by} at x = ${x}: ${exact}, by differences ${slope}`,
    ).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(exact), Math.abs(slope)) + rounding + 1e-12 / unit);
  }
}

export function testTensors(family: Family, d: Distribution): void {
  test("tensors give what arrays give, and gradients by x and the parameters", () => {
    const points = Float64Array.of(0.1, 0.4, 0.6, 0.85).map((p) => d.quantile(p));
    using x = tensor(points, { dtype: "float64" });
    using values = d.logPdf(x);
    expect(Float64Array.from(values.dataSync())).toEqual(d.logPdf(points));
    for (const by of fitted(d)) {
      using value = tensor(d.parameters[by]!, { dtype: "float64" });
      using weights = ones([4], { dtype: "float64" });
      const total = (parameter: Tensor) =>
        sum(mul(weights, family.logPdf(x, { ...d.parameters, [by]: parameter } as never)));
      using slope = grad(total)(value)[0]!;
      const exact = new Program(
        [derivative(termOf(d.record, "logPdf"), by)],
        ["x"],
        parameterNames(d.record),
      );
      const numbers = parameterNames(d.record).map((name) => d.parameters[name]!);
      const scores = exact.each([points], numbers)[0]!;
      // They may cancel.
      const size = scores.reduce((sum, score) => sum + Math.abs(score), 0);
      const sumOfScores = scores.reduce((sum, score) => sum + score, 0);
      expect(Math.abs(slope.itemSync() - sumOfScores), `gradient by ${by}`).toBeLessThanOrEqual(1e-12 * size);
    }
  });
}
