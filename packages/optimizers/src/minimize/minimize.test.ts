import { expect, test } from "vitest";
import { minimize, minimizeSteps } from "./minimize.js";
import type { MinimizeOptions, Objective } from "./objective.js";
import { Jet } from "./testing/jet.js";
import { objectiveOf, problems, sumOfSquares } from "./testing/problems.js";

/** Iterations that each problem takes: of Newton's method, of L-BFGS. No more may creep in. */
const iterations: Record<string, readonly [newton: number, lbfgs: number]> = {
  bowl: [1, 2],
  Rosenbrock: [25, 37],
  "Rosenbrock of 6": [25, 37],
  "Rosenbrock of 20": [36, 246],
  "Freudenstein and Roth": [7, 20],
  "Powell's badly scaled": [110, 144],
  "Brown's badly scaled": [8, 16],
  Beale: [8, 17],
  "Jennrich and Sampson": [10, 18],
  "helical valley": [13, 31],
  Bard: [11, 27],
  Gaussian: [2, 6],
  Meyer: [240, 381],
  "Powell's singular": [29, 69],
  Wood: [52, 84],
  "Kowalik and Osborne": [12, 33],
  "Brown and Dennis": [8, 22],
  "penalty I": [39, 59],
  "Broyden's tridiagonal of 10": [6, 24],
};

test.each(problems)("$name", ({ name, of, start, minimum, at }) => {
  for (const [i, method] of (["newton", "lbfgs"] as const).entries()) {
    const found = minimize(objectiveOf(of), start, { method, maximumIterations: 1000 });
    expect([method, found.status]).toEqual([method, "converged"]);
    expect(Math.abs(found.value - minimum)).toBeLessThanOrEqual(1e-5 * minimum + 1e-16);
    expect(found.iterations).toBeLessThanOrEqual(iterations[name]![i]!);
    for (const [j, expected] of (at ?? []).entries()) {
      expect(Math.abs(found.x[j]! - expected)).toBeLessThanOrEqual(1e-8 * Math.max(Math.abs(expected), 1e-3));
    }
  }
});

test("without a Hessian L-BFGS finds the same minima", () => {
  for (const { of, start, minimum } of problems.filter(({ name }) => !/Powell|Meyer/.test(name))) {
    const { value, gradient } = objectiveOf(of);
    const slopes = (x: Float64Array) => ({ value: value(x), gradient: gradient(x).gradient });
    const found = minimize({ value, gradient: slopes }, start, { maximumIterations: 1000 });
    expect(found.status).toBe("converged");
    expect(Math.abs(found.value - minimum)).toBeLessThanOrEqual(1e-5 * minimum + 1e-16);
    expect(found.hessian).toBeUndefined();
  }
});

const one = (of: (x: Jet) => Jet) => objectiveOf(([x]) => of(x!));
const rosenbrock = problems.find(({ name }) => name === "Rosenbrock")!;

test.each([1e-150, 1e-40, 1e40, 1e150])("Newton's steps are the same in units of %f", (unit) => {
  const units = [unit, 1 / unit];
  const scaled = objectiveOf((x) => rosenbrock.of(x.map((entry, i) => entry.mul(1 / units[i]!))));
  const start = rosenbrock.start.map((entry, i) => entry * units[i]!);
  const plain = minimize(objectiveOf(rosenbrock.of), rosenbrock.start);
  const found = minimize(scaled, start);
  expect(found.status).toBe("converged");
  expect(Math.abs(found.iterations - plain.iterations)).toBeLessThanOrEqual(1);
  for (const [i, entry] of found.x.entries()) expect(entry / units[i]!).toBeCloseTo(1, 9);
});

test.each([1e-150, 1e150])("L-BFGS finds a minimum near %f", (unit) => {
  const { hessian: _, ...objective } = objectiveOf((x) =>
    sumOfSquares([x[0]!.mul(1 / unit).sub(1), x[1]!.mul(1 / unit).sub(x[0]!.mul(2 / unit))]),
  );
  const found = minimize(
    {
      value: objective.value,
      gradient: (x) => ({ value: objective.value(x), gradient: objective.gradient(x).gradient }),
    },
    [5 * unit, 3 * unit],
  );
  expect(found.status).toBe("converged");
  expect(found.x[0]! / unit).toBeCloseTo(1, 8);
  expect(found.x[1]! / unit).toBeCloseTo(2, 8);
});

test("a start on a saddle is left", () => {
  // x² + (y² - 1)²: a saddle at 0, minima at (0, ±1).
  const saddle = objectiveOf(([x, y]) => x!.square().add(y!.square().sub(1).square()));
  for (const start of [
    [0, 0],
    [3, 0],
    [1e-12, 0],
  ]) {
    const found = minimize(saddle, start);
    expect(found.status).toBe("converged");
    expect(Math.abs(found.x[1]!)).toBeCloseTo(1, 9);
    expect(found.value).toBeLessThan(1e-18);
  }
});

test("a maximum is left too, in more dimensions", () => {
  const found = minimize(
    objectiveOf((x) => sumOfSquares(x.map((entry) => entry.square().sub(1)))),
    [0, 0, 0, 0],
  );
  expect(found.status).toBe("converged");
  expect([...found.x].map(Math.abs).every((entry) => Math.abs(entry - 1) < 1e-10)).toBe(true);
});

test("flat directions are no slope: the nearest minimum counts", () => {
  const valley = objectiveOf(([x, y, z]) => x!.add(y!).add(z!).sub(3).square());
  const found = minimize(valley, [5, 1, 1]);
  expect(found.status).toBe("converged");
  expect(found.x[0]! + found.x[1]! + found.x[2]!).toBeCloseTo(3, 12);
  expect(
    minimize(
      objectiveOf(([x]) => Jet.constant(7, 1).add(x!.mul(0))),
      [2],
    ).status,
  ).toBe("converged");
});

test("rounding in the slope along a flat direction moves nothing there", () => {
  // All residuals depend on x + 0.3y alone; x - 0.3y is at right angles to it in units of curvature.
  const factors = [0.1, 0.3, 0.7, 1.1];
  const ridge = objectiveOf(([x, y]) =>
    sumOfSquares(
      factors.map((factor) =>
        x!
          .mul(factor)
          .add(y!.mul(0.3 * factor))
          .sub(1e7 * factor + 1 / factor),
      ),
    ),
  );
  const found = minimize(ridge, [100, 3]);
  expect(found.status).toBe("converged");
  expect(found.x[0]! - 0.3 * found.x[1]!).toBeCloseTo(99.1, 6);
});

test("steps into undefined places shrink", () => {
  // x - log x, from far: Newton's own step would be negative.
  const barrier = one((x) => (x.value > 0 ? x.sub(x.log()) : Jet.constant(NaN, 1)));
  for (const options of [{}, { method: "lbfgs" }] as MinimizeOptions[]) {
    for (const start of [1e-6, 0.5, 50, 1e6]) {
      const found = minimize(barrier, [start], options);
      expect(found.status).toBe("converged");
      expect(found.x[0]).toBeCloseTo(1, 9);
    }
  }
  const wall = one((x) => (x.value < 1 ? x.mul(-1) : Jet.constant(Infinity, 1)));
  expect(minimize(wall, [0]).status).toBe("stalled");
});

test("what falls without end is unbounded", () => {
  const line = one((x) => x.mul(-1));
  const log = one((x) => (x.value > 0 ? x.log().mul(-1) : Jet.constant(Infinity, 1)));
  const slide = objectiveOf(([x, y]) => x!.square().sub(y!.square()));
  expect(minimize(line, [3]).status).toBe("unbounded");
  expect(minimize(log, [1]).status).toBe("unbounded");
  expect(minimize(slide, [1, 0]).status).toBe("unbounded");
  expect(
    minimize(
      one((x) => x.mul(-1).exp().mul(-1)),
      [-600],
      { maximumIterations: 500 },
    ).status,
  ).toBe("unbounded");
});

test("a limit at infinity is no minimum", () => {
  const found = minimize(
    one((x) => x.mul(-1).exp()),
    [0],
  );
  expect(found.status).toBe("unbounded");
  expect(found.x[0]).toBeGreaterThan(30);
  // The same below an offset that hides the value's decrease, and beside a true minimum in another direction.
  const beside = objectiveOf(([x, y]) => x!.mul(-1).exp().add(y!.sub(2).square()).add(1000));
  const half = minimize(beside, [0, 0]);
  expect(half.status).toBe("unbounded");
  expect(half.x[1]).toBeCloseTo(2, 9);
  // Across the axes, where no parameter's own curvature vanishes.
  const across = objectiveOf(([x, y]) => x!.add(y!).mul(-1).exp().add(x!.sub(y!).square()));
  expect(minimize(across, [0, 0]).status).toBe("unbounded");
});

test("an offset that swallows the value's last digits doesn't cost the parameters theirs", () => {
  const found = minimize(
    objectiveOf((x) => rosenbrock.of(x).add(1e10)),
    rosenbrock.start,
  );
  expect(found.status).toBe("converged");
  for (const entry of found.x) expect(entry).toBeCloseTo(1, 9);
});

test("of places whose values can't be told apart the one with the smallest decrement is the end", () => {
  for (const { name, of, start } of problems) {
    const seen: number[] = [];
    const onIteration = ({ decrement }: { decrement: number }) => seen.push(decrement);
    const found = minimize(objectiveOf(of), start, { tolerance: 0, maximumIterations: 1000, onIteration });
    expect([name, found.status]).toEqual([name, "converged"]);
    expect(found.decrement).toBeLessThanOrEqual(Math.min(...seen));
  }
});

test("starting at the minimum costs one evaluation", () => {
  const found = minimize(objectiveOf(rosenbrock.of), [1, 1]);
  expect(found).toMatchObject({ status: "converged", iterations: 0, evaluations: 1, value: 0 });
});

test("an objective that isn't finite at the start says so", () => {
  expect(
    minimize(
      one((x) => x.log()),
      [-1],
    ),
  ).toMatchObject({ status: "notFinite", iterations: 0 });
});

test("a Hessian that can't be had leaves the work to L-BFGS", () => {
  const exact = objectiveOf(rosenbrock.of);
  const broken: Objective = {
    ...exact,
    hessian: (x) => ({ ...exact.gradient(x), hessian: new Float64Array(4).fill(NaN) }),
  };
  const found = minimize(broken, rosenbrock.start);
  expect(found.status).toBe("converged");
  expect(found.x[0]).toBeCloseTo(1, 8);
});

test("a Hessian with the wrong sign is survived by L-BFGS", () => {
  const wrong: Objective = {
    ...one((x) => x.sub(3).square()),
    hessian: (x) => ({
      value: (x[0]! - 3) ** 2,
      gradient: new Float64Array([2 * (x[0]! - 3)]),
      hessian: new Float64Array([-2]),
    }),
  };
  // As near as values tell, whose decrease below 1e-15 is rounding.
  expect(minimize(wrong, [0]).x[0]).toBeCloseTo(3, 6);
});

test("onIteration sees the way and may end it; maximumIterations ends it too", () => {
  const values: number[] = [];
  const objective = objectiveOf(rosenbrock.of);
  const onIteration = ({ iteration, value }: { iteration: number; value: number }) => {
    values.push(value);
    return iteration < 4;
  };
  const found = minimize(objective, rosenbrock.start, { onIteration });
  expect(found).toMatchObject({ status: "maximumIterations", iterations: 4 });
  expect(values).toHaveLength(5);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(minimize(objective, rosenbrock.start, { maximumIterations: 3 })).toMatchObject({
    status: "maximumIterations",
    iterations: 3,
  });
});

test("x is handed over as a copy, and the start stays as it was", () => {
  const objective = objectiveOf(rosenbrock.of);
  const greedy: Objective = {
    value: (x) => objective.value(x.slice()) + 0 * x.fill(0)[0]!,
    gradient: objective.gradient,
    hessian: (x) => {
      const point = objective.hessian(x);
      x.fill(NaN);
      return point;
    },
  };
  const start = Float64Array.from(rosenbrock.start);
  expect(minimize(greedy, start).x[0]).toBeCloseTo(1, 8);
  expect([...start]).toEqual(rosenbrock.start);
});

test("in steps it ends where L-BFGS ends, and tells how far it is", () => {
  const objective = objectiveOf(rosenbrock.of);
  const steps = minimizeSteps(objective, rosenbrock.start);
  const done: number[] = [];
  let step = steps.next();
  for (; !step.done; step = steps.next()) done.push(step.value);
  const { value, gradient } = objective;
  expect(step.value).toEqual(minimize({ value, gradient }, rosenbrock.start));
  expect(done).toHaveLength(step.value.iterations);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(done[0]).toBe(0);
  expect(done.at(-1)).toBeGreaterThan(0.2);
  expect(done.at(-1)).toBeLessThanOrEqual(1);
  const nowhere = { value: () => NaN, gradient: () => ({ value: NaN, gradient: new Float64Array(2) }) };
  expect(minimizeSteps(nowhere, [1, 2]).next().value).toMatchObject({ status: "notFinite", iterations: 0 });
});

test("what is out of place is refused", () => {
  const objective = objectiveOf(rosenbrock.of);
  expect(() => minimize(objective, [])).toThrow("minimize: expected a start of at least one number");
  expect(() => minimize(objective, [1, NaN])).toThrow("expected a start of finite numbers, got NaN at [1]");
  expect(() => minimize(objective, [1, 2], { tolerance: -1 })).toThrow("expected a tolerance of at least 0");
  expect(() => minimize(objective, [1, 2], { maximumIterations: NaN })).toThrow("expected maximumIterations");
  expect(() =>
    minimize({ value: () => 0, gradient: objective.gradient }, [1, 2], { method: "newton" }),
  ).toThrow('expected an objective with a Hessian for the method "newton"');
  const narrow = { value: () => 0, gradient: () => ({ value: 0, gradient: new Float64Array(1) }) };
  expect(() => minimize(narrow, [1, 2])).toThrow("expected a gradient of 2 numbers, got 1");
});
