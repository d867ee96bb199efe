import { type Distribution, distribution, fit, type GoodnessTest } from "@mebae/stats";
import type { Key } from "@mebae/tensor";

/** p-values of goodness of fit, by test, of samples drawn from a distribution and fitted by its family. */
export function pValuesOf(
  truth: Distribution,
  { simulations, count, resamples, key }: { simulations: number; count: number; resamples: number; key: Key },
): Record<string, number[]> {
  const found: Record<string, number[]> = {};
  const family = distribution(truth.record);
  for (let i = 0; i < simulations; i++) {
    const result = fit(family, truth.sample(key.fold(2 * i), count));
    const { resamples: _, ...tests } = result.goodnessOfFit({ resamples, key: key.fold(2 * i + 1) });
    for (const [name, { pValue }] of Object.entries(tests as Record<string, GoodnessTest>))
      (found[name] ??= []).push(pValue);
  }
  return found;
}
