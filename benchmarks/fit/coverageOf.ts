import { type Family, fit } from "@mebae/stats";
import type { Key } from "@mebae/tensor";

export interface Coverage {
  readonly name: string;
  /** Shares of the samples whose interval holds the truth. */
  readonly wald: number;
  readonly profile: number;
  /** Samples whose fit found no maximum inside the parameters' bounds. */
  readonly without: number;
}

/** How often 95 % intervals of each parameter cover, in samples drawn from the family itself. */
export function coverageOf(
  family: Family,
  truth: Readonly<Record<string, number>>,
  { simulations, count, key }: { simulations: number; count: number; key: Key },
): Coverage[] {
  const distribution = family(truth);
  const { parameters, irregular = [] } = family.record;
  const given = Object.keys(parameters).filter((name) => parameters[name]!.given);
  const rough = typeof irregular === "function" ? irregular(truth) : irregular;
  const names = Object.keys(parameters).filter((name) => !given.includes(name) && !rough.includes(name));
  const fixed = Object.fromEntries(given.map((name) => [name, truth[name]!]));
  const held = new Map(names.map((name) => [name, { wald: 0, profile: 0 }]));
  let without = 0;
  for (let i = 0; i < simulations; i++) {
    const result = fit(family, distribution.sample(key.fold(i), count), { fixed });
    if (result.status.kind !== "converged") without++;
    for (const method of ["wald", "profile"] as const) {
      const intervals = result.confidenceIntervals({ method });
      for (const name of names) {
        const { low, high } = intervals[name]!;
        if (low <= truth[name]! && truth[name]! <= high) held.get(name)![method]++;
      }
    }
  }
  return names.map((name) => {
    const { wald, profile } = held.get(name)!;
    return { name, wald: wald / simulations, profile: profile / simulations, without };
  });
}
