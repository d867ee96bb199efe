import type { Distribution } from "../distribution.js";
import { expectation } from "../expectation.js";
import { parameterNames, termOf } from "../programs.js";
import { derivative } from "../symbolic/derivative.js";
import { Program } from "../symbolic/program.js";
import { fittedNames } from "./fittedNames.js";

/**
 * E s·sᵀ of the score s = ∂log f/∂θ, the expected information of one observation also where the log-density has kinks in θ, whose
 * second derivatives miss them (Lehmann & Casella 1998, section 2.5).
 * @param kinks the x at which the score jumps: the integral is split there
 */
export function scoreInformation(distribution: Distribution, kinks: readonly number[]): number[][] {
  const { record, parameters } = distribution;
  const names = fittedNames(record);
  const all = parameterNames(record);
  const term = termOf(record, "logPdf");
  const program = new Program(
    names.map((name) => derivative(term, name)),
    ["x"],
    all,
  );
  const numbers = all.map((name) => parameters[name]!);
  const splits = kinks.map((x) => distribution.cdf(x)).filter((p) => p > 0 && p < 1);
  const products = expectation(
    distribution,
    (x) => {
      const score = program.each([Float64Array.of(x)], numbers).map((values) => values[0]!);
      return score.flatMap((a) => score.map((b) => a * b));
    },
    splits.sort((a, b) => a - b),
  );
  return names.map((_, i) => products.slice(i * names.length, (i + 1) * names.length));
}
