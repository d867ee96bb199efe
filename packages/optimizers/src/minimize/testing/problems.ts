import type { Objective } from "../objective.js";
import { Jet } from "./jet.js";

export interface Problem {
  readonly name: string;
  readonly start: readonly number[];
  /** What is minimized is its value. */
  readonly of: (x: Jet[]) => Jet;
  /** The value at the minimum, to the digits published, or 0. */
  readonly minimum: number;
  /** The minimum, where it is known and alone. */
  readonly at?: readonly number[];
}

export function objectiveOf(of: (x: Jet[]) => Jet): Required<Objective> {
  const at = (x: Float64Array) => of(Jet.variables(x));
  return { value: (x) => at(x).value, gradient: at, hessian: at };
}

export function sumOfSquares(residuals: readonly Jet[]): Jet {
  return residuals.map((residual) => residual.square()).reduce((a, b) => a.add(b));
}

const range = (size: number) => Array.from({ length: size }, (_, i) => i + 1);

const bardY = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39];
const gaussianY = [9, 44, 175, 540, 1295, 2420, 3521, 3989, 3521, 2420, 1295, 540, 175, 44, 9];
const meyerY = [
  34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872,
];
const kowalikY = [0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
const kowalikU = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];

const rosenbrock = (x: Jet[]) =>
  sumOfSquares(
    range(x.length / 2).flatMap((i) => [
      x[2 * i - 1]!.sub(x[2 * i - 2]!.square()).mul(10),
      x[2 * i - 2]!.mul(-1).add(1),
    ]),
  );

/**
 * Sums of squares from Moré, Garbow & Hillstrom 1981, "Testing unconstrained optimization software", with its starts and
 * minima.
 */
export const problems: readonly Problem[] = [
  { name: "bowl", start: [3, -4, 5], of: (x) => sumOfSquares(x), minimum: 0, at: [0, 0, 0] },
  { name: "Rosenbrock", start: [-1.2, 1], of: rosenbrock, minimum: 0, at: [1, 1] },
  {
    name: "Rosenbrock of 6",
    start: range(3).flatMap(() => [-1.2, 1]),
    of: rosenbrock,
    minimum: 0,
    at: range(6).map(() => 1),
  },
  {
    name: "Rosenbrock of 20",
    start: range(10).flatMap((i) => [-1.2 + i / 10, 1]),
    of: rosenbrock,
    minimum: 0,
    at: range(20).map(() => 1),
  },
  {
    name: "Freudenstein and Roth",
    start: [0.5, -2],
    of: ([x, y]) =>
      sumOfSquares([
        x!.sub(13).add(y!.mul(-1).add(5).mul(y!).sub(2).mul(y!)),
        x!.sub(29).add(y!.add(1).mul(y!).sub(14).mul(y!)),
      ]),
    minimum: 48.9842,
  },
  {
    name: "Powell's badly scaled",
    start: [0, 1],
    of: ([x, y]) =>
      sumOfSquares([x!.mul(y!).mul(1e4).sub(1), x!.mul(-1).exp().add(y!.mul(-1).exp()).sub(1.0001)]),
    minimum: 0,
  },
  {
    name: "Brown's badly scaled",
    start: [1, 1],
    of: ([x, y]) => sumOfSquares([x!.sub(1e6), y!.sub(2e-6), x!.mul(y!).sub(2)]),
    minimum: 0,
    at: [1e6, 2e-6],
  },
  {
    name: "Beale",
    start: [1, 1],
    of: ([x, y]) =>
      sumOfSquares(
        [1.5, 2.25, 2.625].map((t, i) => {
          const power = [y!, y!.square(), y!.square().mul(y!)][i]!;
          return x!.mul(power.sub(1)).add(t);
        }),
      ),
    minimum: 0,
    at: [3, 0.5],
  },
  {
    name: "Jennrich and Sampson",
    start: [0.3, 0.4],
    of: ([x, y]) =>
      sumOfSquares(
        range(10).map((i) =>
          x!
            .mul(i)
            .exp()
            .add(y!.mul(i).exp())
            .sub(2 + 2 * i),
        ),
      ),
    minimum: 124.362,
  },
  {
    name: "helical valley",
    start: [-1, 0, 0],
    of: ([x, y, z]) => {
      const turn = y!
        .div(x!)
        .atan()
        .mul(0.5 / Math.PI)
        .add(x!.value < 0 ? 0.5 : 0);
      const radius = x!.square().add(y!.square()).sqrt();
      return sumOfSquares([z!.sub(turn.mul(10)).mul(10), radius.sub(1).mul(10), z!]);
    },
    minimum: 0,
    at: [1, 0, 0],
  },
  {
    name: "Bard",
    start: [1, 1, 1],
    of: ([x, y, z]) =>
      sumOfSquares(
        bardY.map((t, i) => {
          const below = y!.mul(15 - i).add(z!.mul(Math.min(i + 1, 15 - i)));
          return x!.add(Jet.constant(i + 1, 3).div(below)).sub(t);
        }),
      ),
    minimum: 8.21487e-3,
  },
  {
    name: "Gaussian",
    start: [0.4, 1, 0],
    of: ([x, y, z]) =>
      sumOfSquares(
        gaussianY.map((t, i) => {
          const distance = z!.sub((7 - i) / 2);
          return x!.mul(y!.mul(distance.square()).mul(-0.5).exp()).sub(t / 1e4);
        }),
      ),
    minimum: 1.12793e-8,
  },
  {
    name: "Meyer",
    start: [0.02, 4000, 250],
    of: ([x, y, z]) => sumOfSquares(meyerY.map((t, i) => x!.mul(y!.div(z!.add(50 + 5 * i)).exp()).sub(t))),
    minimum: 87.9458,
  },
  {
    name: "Powell's singular",
    start: [3, -1, 0, 1],
    of: ([a, b, c, d]) =>
      sumOfSquares([
        a!.add(b!.mul(10)),
        c!.sub(d!).mul(Math.sqrt(5)),
        b!.sub(c!.mul(2)).square(),
        a!.sub(d!).square().mul(Math.sqrt(10)),
      ]),
    minimum: 0,
  },
  {
    name: "Wood",
    start: [-3, -1, -3, -1],
    of: ([a, b, c, d]) =>
      sumOfSquares([
        b!.sub(a!.square()).mul(10),
        a!.sub(1),
        d!.sub(c!.square()).mul(Math.sqrt(90)),
        c!.sub(1),
        b!.add(d!).sub(2).mul(Math.sqrt(10)),
        b!.sub(d!).mul(Math.sqrt(0.1)),
      ]),
    minimum: 0,
    at: [1, 1, 1, 1],
  },
  {
    name: "Kowalik and Osborne",
    start: [0.25, 0.39, 0.415, 0.39],
    of: ([a, b, c, d]) =>
      sumOfSquares(
        kowalikY.map((t, i) => {
          const u = kowalikU[i]!;
          const below = c!
            .mul(u)
            .add(d!)
            .add(u * u);
          return a!
            .mul(b!.mul(u).add(u * u))
            .div(below)
            .sub(t);
        }),
      ),
    minimum: 3.07505e-4,
  },
  {
    name: "Brown and Dennis",
    start: [25, 5, -5, -1],
    of: ([a, b, c, d]) =>
      sumOfSquares(
        range(20).map((i) => {
          const t = i / 5;
          const first = a!.add(b!.mul(t)).sub(Math.exp(t));
          return first.square().add(
            c!
              .add(d!.mul(Math.sin(t)))
              .sub(Math.cos(t))
              .square(),
          );
        }),
      ),
    minimum: 85822.2,
  },
  {
    name: "penalty I",
    start: [1, 2, 3, 4],
    of: (x) =>
      sumOfSquares([...x.map((entry) => entry.sub(1).mul(Math.sqrt(1e-5))), sumOfSquares(x).sub(0.25)]),
    minimum: 2.24997e-5,
  },
  {
    name: "Broyden's tridiagonal of 10",
    start: range(10).map(() => -1),
    of: (x) =>
      sumOfSquares(
        x.map((entry, i) => {
          const own = entry.mul(-2).add(3).mul(entry).add(1);
          const left = i > 0 ? own.sub(x[i - 1]!) : own;
          return i < x.length - 1 ? left.sub(x[i + 1]!.mul(2)) : left;
        }),
      ),
    minimum: 0,
  },
];
