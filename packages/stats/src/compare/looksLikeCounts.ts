import { Sample } from "../sample.js";

/** Below this spread a density at a whole number is no longer the probability of the cell about it. */
const wide = 10;
/** A share of equal values that no density gives. */
const tied = 0.1;

/**
 * Whether values are counts rather than measurements that were rounded: whole numbers from 0 on that either spread over few units or
 * are often the same.
 */
export function looksLikeCounts(values: Float64Array, weights?: Float64Array): boolean {
  if (!values.every((value) => value >= 0 && Number.isInteger(value))) return false;
  const { variance, count } = new Sample(values, weights);
  if (variance < wide ** 2) return true;
  const heaviest = new Map<number, number>();
  values.forEach((value, i) => {
    heaviest.set(value, (heaviest.get(value) ?? 0) + (weights ? weights[i]! : 1));
  });
  let most = 0;
  for (const weight of heaviest.values()) most = Math.max(most, weight);
  return most > tied * count && values.length > 2 / tied;
}
