import { Key, UsageError } from "@mebae/tensor";
import { Draws } from "../draws.js";
import { Standardization } from "../fit/standardization.js";
import type { ParameterRecord } from "../record.js";
import type { Sample } from "../sample.js";
import { powerOfTwo } from "../statistics/powerOfTwo.js";
import { isInDomain } from "./domain.js";
import { type MixtureProblem, responsibilitiesAt } from "./em.js";
import type { ComponentModel } from "./freeMixture.js";
import type { MixtureOptions } from "./options.js";
import { nearestCentres, seedCentres } from "./seeding.js";

/** First responsibilities of each start: of `start` where it is given, else of centres that are drawn. */
export function startsOf(
  problem: MixtureProblem,
  scales: readonly Standardization[],
  { starts = 10, key = new Key(0), start }: MixtureOptions,
): Float64Array[][] {
  if (!Number.isSafeInteger(starts) || starts < 1)
    throw new UsageError(`fit Mixture: expected a number of starts, got ${starts}`);
  const { models, values, weights } = problem;
  if (start) {
    const components = start.components.map((parameters, j) => scales[j]!.toUnit(parameters));
    return [responsibilitiesAt(problem, { weights: start.weights, components })];
  }
  const distance = (i: number, j: number) => (values[i]! - values[j]!) ** 2;
  return Array.from({ length: starts }, (_, i) => {
    const centres = seedCentres(
      models.length,
      values.length,
      weights,
      distance,
      new Draws(key.fold(i)),
      i % 2 === 0,
    );
    const parts = nearestCentres(centres, values.length, distance);
    return onDomains(problem, parts);
  });
}

/** No component takes a value that its family doesn't allow. */
function onDomains({ models, values }: MixtureProblem, parts: Float64Array[]): Float64Array[] {
  const allowed = models.map(({ record, fixed }) =>
    values.map((x) => (isInDomain(record, x, fixed) ? 1 : 0)),
  );
  return parts.map((part, j) =>
    part.map((share, i) => {
      const total = parts.reduce((sum, other, l) => sum + other[i]! * allowed[l]![i]!, 0);
      return total > 0 ? (share * allowed[j]![i]!) / total : allowed[j]![i]!;
    }),
  );
}

/** One change of origin and unit that every component can follow. */
export function scalesOf(models: readonly ComponentModel[], sample: Sample): Standardization[] {
  const roles = models.map(({ record }) =>
    record.truncation ? [] : Object.values<ParameterRecord>(record.parameters).map(({ role }) => role),
  );
  const moves = roles.every((all) => all.includes("location"));
  const scales = roles.every((all) => all.some((role) => role !== undefined));
  const centre = moves ? sample.sorted[sample.sorted.length >> 1]! : 0;
  const far = sample.sorted.map((value) => Math.abs(value - centre)).sort();
  const unit = scales ? powerOfTwo(far[Math.floor(0.75 * (far.length - 1))] || far.at(-1)!) : 1;
  return models.map(({ record }) => new Standardization(record.parameters, centre, unit));
}
