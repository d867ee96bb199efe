import { CompensatedSums } from "../compensatedSums.js";
import type { Distribution } from "../distribution.js";
import { expectation } from "../expectation.js";
import { type Data, readNumbers, readWeights } from "../fit/readData.js";
import { expectKnownOptions } from "../knownOptions.js";
import { evaluate, parameterNames, termOf } from "../programs.js";
import type { Parameters } from "../record.js";
import { derivative } from "../symbolic/derivative.js";
import { Program } from "../symbolic/program.js";
import { fittedNames } from "./fittedNames.js";
import { Likelihood } from "./likelihood.js";
import type { Column } from "./observations.js";

export interface LikelihoodOptions {
  /** How much each value counts; 1 by default. */
  readonly weights?: Data;
}

/**
 * L(θ) = Π f(xᵢ; θ): the density of the data, read as a function of the parameters. Of many values it leaves the range of
 * numbers, as 0 or Infinity, where its logarithm doesn't: see `logLikelihood`.
 */
export function likelihood(distribution: Distribution, data: Data, options?: LikelihoodOptions): number {
  const { values, weights } = read("likelihood", data, options);
  const densities = evaluate(distribution.record, "pdf", values, distribution.parameters);
  return densities.reduce((product, density, i) => product * density ** (weights ? weights[i]! : 1), 1);
}

/** l(θ) = Σ wᵢ·log f(xᵢ; θ), with compensated sums; -Infinity where a value lies outside of the support. */
export function logLikelihood(distribution: Distribution, data: Data, options?: LikelihoodOptions): number {
  const { values, weights } = read("logLikelihood", data, options);
  const logs = evaluate(distribution.record, "logPdf", values, distribution.parameters);
  const total = new CompensatedSums(1);
  for (let i = 0; i < logs.length; i++) total.add(0, weights ? weights[i]! * logs[i]! : logs[i]!);
  return total.values()[0]!;
}

/** ∂l/∂θ, by parameter; zero at the maximum. */
export function score<P extends string>(
  distribution: Distribution<P>,
  data: Data,
  options?: LikelihoodOptions,
): Parameters<P> {
  const { names, likelihood, parameters } = differentiable(distribution, read("score", data, options));
  const { gradient } = likelihood.gradient(parameters);
  return Object.fromEntries(names.map((name, i) => [name, gradient[i]!])) as Parameters<P>;
}

/** The observed information -∂²l/∂θ∂θ of data, in the order of the family's parameters. */
export function observedInformation(
  distribution: Distribution,
  data: Data,
  options?: LikelihoodOptions,
): number[][] {
  const { names, likelihood, parameters } = differentiable(
    distribution,
    read("observedInformation", data, options),
  );
  const { hessian } = likelihood.expand(parameters);
  return names.map((_, i) => names.map((__, j) => -hessian[i * names.length + j]!));
}

/**
 * The expected (Fisher) information of one observation, -E ∂²log f/∂θ∂θ, in the order of the family's parameters, given ones left
 * out: exact derivatives, integrated over the distribution. Where the density has kinks it is E s·sᵀ of the score s.
 */
export function fisherInformation(distribution: Distribution): number[][] {
  const { record } = distribution;
  const { kinked } = record;
  if (kinked) return kinked.information(distribution.parameters).map((row) => [...row]);
  const names = fittedNames(record);
  const term = termOf(record, "logPdf");
  const seconds = names.flatMap((row, i) =>
    names.slice(i).map((column) => derivative(derivative(term, row), column)),
  );
  const all = parameterNames(record);
  const program = new Program(seconds, ["x"], all);
  const numbers = all.map((name) => distribution.parameters[name]!);
  const means = expectation(distribution, (x) =>
    program.each([Float64Array.of(x)], numbers).map((values) => values[0]!),
  );
  const matrix = names.map(() => Array<number>(names.length).fill(0));
  let place = 0;
  for (let i = 0; i < names.length; i++)
    for (let j = i; j < names.length; j++) matrix[i]![j] = matrix[j]![i] = -means[place++]!;
  return matrix;
}

function differentiable(
  { record, parameters }: Distribution,
  exact: Column,
): { names: string[]; likelihood: Likelihood; parameters: Parameters } {
  const names = fittedNames(record);
  return { names, likelihood: new Likelihood(record, { exact }, names), parameters };
}

function read(where: string, data: Data, options: LikelihoodOptions = {}): Column {
  expectKnownOptions(where, options, ["weights"]);
  const values = readNumbers(where, data);
  const { weights } = options;
  return weights === undefined ? { values } : { values, weights: readWeights(where, weights, values.length) };
}
