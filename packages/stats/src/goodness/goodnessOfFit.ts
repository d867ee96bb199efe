import { Key, UsageError } from "@mebae/tensor";
import type { Distribution } from "../distribution.js";
import { Draws } from "../draws.js";
import type { FitResult } from "../fit/result.js";
import { expectKnownOptions } from "../knownOptions.js";
import type { Column } from "../likelihood/observations.js";
import { lower } from "../probability.js";
import { runSteps, type Steps } from "../steps.js";
import { totalWeight } from "../totalWeight.js";
import { wrapped } from "../wrap.js";
import { cellsOf, chiSquaredStatistic } from "./chiSquared.js";
import { distances } from "./distances.js";

export interface GoodnessOptions {
  /** Refits of simulated data that the p-values come from; 999 by default. */
  readonly resamples?: number;
  /** `new Key(0)` by default. */
  readonly key?: Key;
  /** Called after each refit; false ends the simulation with those that are done. */
  readonly onResample?: (done: number, all: number) => unknown;
}

/** A statistic, and how often data from the fitted distribution, fitted anew, have one as large. */
export interface GoodnessTest {
  readonly statistic: number;
  readonly pValue: number;
}

/** The tests of continuous data, or for counts the χ² test alone. */
export type GoodnessOfFit = Readonly<
  Partial<Record<"kolmogorovSmirnov" | "andersonDarling" | "cramerVonMises" | "chiSquared", GoodnessTest>>
> & { readonly resamples: number };

type Statistics = Partial<
  Record<"kolmogorovSmirnov" | "andersonDarling" | "cramerVonMises" | "chiSquared", number>
>;

/**
 * How well the fitted distribution fits. The usual tables hold for a distribution that was known beforehand: for a fitted one
 * they call nearly everything a good fit. So data of the same size are drawn from the fitted distribution, fitted, and measured alike
 * (the parametric bootstrap; Stute, Gonzáles Manteiga & Presedo Quindimil 1993):
 *   p = (1 + number as large)/(1 + resamples)
 * @throws UsageError for censored or truncated data, fractional weights and fits that didn't converge
 */
export function goodnessOfFit<P extends string>(
  result: FitResult<P>,
  asked: GoodnessOptions = {},
): GoodnessOfFit {
  expectKnownOptions("goodnessOfFit", asked, ["resamples", "key", "onResample"]);
  const { onResample, ...options } = asked;
  return runSteps(goodnessSteps(result, options), (done) =>
    onResample?.(done, options.resamples ?? defaultResamples),
  );
}

const defaultResamples = 999;

/** `goodnessOfFit` refit by refit, for callers that show how far it is, or do other things in between: see `Steps`. */
export function* goodnessSteps<P extends string>(
  result: FitResult<P>,
  { resamples = defaultResamples, key = new Key(0) }: Omit<GoodnessOptions, "onResample"> = {},
): Steps<GoodnessOfFit> {
  if (!Number.isSafeInteger(resamples) || resamples < 1)
    throw new UsageError(`goodnessOfFit: expected a number of resamples, got ${resamples}`);
  if (!(key instanceof Key)) throw new UsageError(`goodnessOfFit: expected a Key, got ${key}`);
  const column = expectPlain(result);
  const observed = statisticsOf(result.distribution, column);
  const names = Object.keys(observed) as (keyof Statistics)[];
  const larger = Object.fromEntries(names.map((name) => [name, 0]));
  const n = totalWeight(column.values.length, column.weights);
  let done = 0;
  while (done < resamples) {
    const simulated = simulate(result.distribution, new Draws(key.fold(done)), n);
    const again = result.refit({ exact: { values: simulated } });
    // A refit without a maximum can't be called as good as ours: it counts as larger.
    const statistics =
      again.status.kind === "converged" || again.status.kind === "boundary"
        ? statisticsOf(again.distribution, { values: simulated })
        : {};
    for (const name of names) if (!(statistics[name]! < observed[name]!)) larger[name]!++;
    done++;
    if ((yield done) === false) break;
  }
  const tests = names.map((name) => [
    name,
    { statistic: observed[name]!, pValue: (1 + larger[name]!) / (1 + done) },
  ]);
  return { ...Object.fromEntries(tests), resamples: done };
}

function statisticsOf(distribution: Distribution, { values, weights }: Column): Statistics {
  if (distribution.record.kind === "discrete")
    return { chiSquared: chiSquaredStatistic(cellsOf(distribution, values, weights)) };
  const { record, support } = distribution;
  const plain = weights ? repeated(values, weights) : values.slice();
  return { ...distances(distribution, wrapped(plain, record.period, support).sort()) };
}

function simulate({ record, parameters }: Distribution, draws: Draws, n: number): Float64Array {
  const draw = record.sample ?? ((from: Draws) => record.quantile(lower(from.uniform()), parameters));
  return Float64Array.from({ length: n }, () => draw(draws, parameters));
}

function repeated(values: Float64Array, weights: Float64Array): Float64Array {
  return Float64Array.from(Array.from(values).flatMap((value, i) => Array(weights[i]!).fill(value)));
}

function expectPlain<P extends string>({ observations, status, family }: FitResult<P>): Column {
  const { exact, truncation } = observations;
  const where = `goodnessOfFit of ${family.record.name}`;
  if (!exact || Object.keys(observations).length > 1)
    throw new UsageError(`${where}: expected exact data, got ${truncation ? "truncated" : "censored"} ones`);
  if (exact.weights?.some((weight) => !Number.isInteger(weight)))
    throw new UsageError(`${where}: expected weights that count values, got fractions`);
  if (status.kind !== "converged" && status.kind !== "boundary")
    throw new UsageError(`${where}: the fit is ${status.kind}: ${status.reason}`);
  return exact;
}
