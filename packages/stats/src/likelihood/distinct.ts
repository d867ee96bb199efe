import { type Column, type Kind, kinds, type Observations } from "./observations.js";

/**
 * The same observations with equal ones told once, weighted by how many there are: bounds are shared by many (a bin, the end of a study),
 * counts too, and their terms are the dearest. Exact values of continuous families differ, and stay as they are.
 */
export function distinctRows(observations: Observations, isDiscrete: boolean): Observations {
  const merged: Partial<Record<Kind, Column>> = {};
  for (const kind of kinds) {
    const column = observations[kind];
    if (!column) continue;
    const isKept = kind === "exact" && !isDiscrete;
    merged[kind] = isKept
      ? column
      : mergedColumn(column, kind === "interval" ? observations.interval!.upper : undefined);
  }
  const { truncation } = observations;
  return { ...(merged as Observations), ...(truncation && { truncation }) };
}

function mergedColumn({ values, weights }: Column, upper: Float64Array | undefined): Column {
  const places = new Map<number | string, number>();
  const [firsts, sums]: [number[], number[]] = [[], []];
  for (let i = 0; i < values.length; i++) {
    const key = upper ? `${values[i]} ${upper[i]}` : values[i]!;
    const weight = weights ? weights[i]! : 1;
    const place = places.get(key);
    if (place !== undefined) sums[place]! += weight;
    else {
      places.set(key, firsts.length);
      firsts.push(i);
      sums.push(weight);
    }
  }
  const pick = (from: Float64Array) => Float64Array.from(firsts, (i) => from[i]!);
  return { values: pick(values), ...(upper && { upper: pick(upper) }), weights: Float64Array.from(sums) };
}
