import type { Variable } from "@mebae/tensor";
import { adagrad, adam, adamW, momentum, nesterov, type Optimizer, rmsprop, sgd } from "../index.js";

/** One element's rule in plain numbers: from θ, its gradient g and the step's number t, 1 for the first, to the next θ. */
export type PlainRule = (theta: number, g: number, t: number) => number;

/** An optimizer; every case goes through the same tests. */
export interface OptimizerCase {
  /** The name under which the package exports it. */
  readonly name: string;
  readonly make: (parameters: readonly Variable[]) => Optimizer;
  /**
   * The rule by its formula for the settings of `make`, with the state of one element from its start. `decays` says whether the element
   * is of a parameter that decay reaches by default (two axes or more).
   */
  readonly oracle: (decays: boolean) => PlainRule;
  /** Steps that bring the bowl and Rosenbrock's valley below the tests' limits. */
  readonly bowl: number;
  readonly valley: number;
}

export const optimizerCases: readonly OptimizerCase[] = [
  {
    name: "sgd",
    make: (p) => sgd(p, { learningRate: 2e-3 }),
    oracle: () => (theta, g) => theta - 2e-3 * g,
    bowl: 600,
    valley: 4000,
  },
  {
    name: "momentum",
    make: (p) => momentum(p, { learningRate: 1e-3 }),
    oracle: () => {
      let v = 0;
      return (theta, g) => {
        v = 0.9 * v + g;
        return theta - 1e-3 * v;
      };
    },
    bowl: 300,
    valley: 2000,
  },
  {
    name: "nesterov",
    make: (p) => nesterov(p, { learningRate: 1e-3 }),
    oracle: () => {
      let v = 0;
      return (theta, g) => {
        v = 0.9 * v + g;
        return theta - 1e-3 * (g + 0.9 * v);
      };
    },
    bowl: 300,
    valley: 2000,
  },
  {
    name: "adagrad",
    make: (p) => adagrad(p, { learningRate: 0.5 }),
    oracle: () => {
      let s = 0;
      return (theta, g) => {
        s += g ** 2;
        return theta - (0.5 * g) / (Math.sqrt(s) + 1e-10);
      };
    },
    bowl: 300,
    valley: 3000,
  },
  {
    name: "rmsprop",
    make: (p) => rmsprop(p, { learningRate: 5e-3 }),
    oracle: () => {
      let s = 0;
      return (theta, g) => {
        s = 0.99 * s + 0.01 * g ** 2;
        return theta - (5e-3 * g) / (Math.sqrt(s) + 1e-8);
      };
    },
    bowl: 1200,
    valley: 3000,
  },
  {
    name: "adam",
    make: (p) => adam(p, { learningRate: 0.02 }),
    oracle: () => adamRule(0.02),
    bowl: 500,
    valley: 3000,
  },
  {
    name: "adamW",
    make: (p) => adamW(p, { learningRate: 0.02 }),
    oracle: (decays) => {
      const rule = adamRule(0.02);
      return (theta, g, t) => rule(decays ? theta - 0.02 * 0.01 * theta : theta, g, t);
    },
    bowl: 500,
    valley: 3000,
  },
];

function adamRule(learningRate: number): PlainRule {
  let [m, v] = [0, 0];
  return (theta, g, t) => {
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g ** 2;
    const [corrected, squares] = [m / (1 - 0.9 ** t), v / (1 - 0.999 ** t)];
    return theta - (learningRate * corrected) / (Math.sqrt(squares) + 1e-8);
  };
}
