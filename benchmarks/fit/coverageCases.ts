import { cases } from "./cases.ts";

/** The families whose intervals are simulated: those of the timings, and what SciPy has no fit of. */
export const coverageCases: readonly {
  readonly family: string;
  readonly parameters: Readonly<Record<string, number>>;
}[] = [
  ...cases.filter(({ family }) => family !== "Uniform"),
  { family: "F", parameters: { numeratorDegreesOfFreedom: 5, denominatorDegreesOfFreedom: 8 } },
  { family: "Bernoulli", parameters: { probability: 0.3 } },
  { family: "Binomial", parameters: { trials: 10, probability: 0.4 } },
  { family: "Geometric", parameters: { probability: 0.25 } },
  { family: "ZeroInflatedPoisson", parameters: { zeroProbability: 0.3, rate: 2.5 } },
];
