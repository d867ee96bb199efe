import type { Observations } from "../likelihood/observations.js";
import { Sample } from "../sample.js";

/** All observations as numbers, censored ones at their bounds: good enough to start from. */
export function roughSample({ exact, left, right, interval }: Observations): Sample {
  const columns = [
    exact,
    left,
    right,
    interval && {
      ...interval,
      values: middles(interval),
    },
  ].filter((column) => column !== undefined);
  if (columns.length === 1) return new Sample(columns[0]!.values, columns[0]!.weights);
  const join = (parts: readonly Float64Array[]) =>
    Float64Array.from(parts.flatMap((part) => Array.from(part)));
  const values = join(columns.map((column) => column.values));
  const weighted = columns.some((column) => column.weights);
  const weights = join(
    columns.map(({ values, weights }) => weights ?? new Float64Array(values.length).fill(1)),
  );
  return new Sample(values, weighted ? weights : undefined);
}

/** How many quartiles' distances beyond the quartiles of all bounds a middle may lie. */
const farOut = 3;

/** Middles of intervals, but of those that reach far beyond the others: half-way to a bound of 1e6 lies nothing. */
function middles({ values, upper }: Required<Pick<Observations, "interval">>["interval"]): Float64Array {
  const { low, high } = reach(new Sample(Float64Array.from([...values, ...upper])));
  return values.map((below, i) => {
    const middle = below + (upper[i]! - below) / 2;
    return Math.min(Math.max(middle, Math.min(low, upper[i]!)), Math.max(high, below));
  });
}

function reach(bounds: Sample): { readonly low: number; readonly high: number } {
  const [lower, higher] = [bounds.quantile(0.25), bounds.quantile(0.75)];
  const width = higher - lower;
  if (width === 0) return { low: -Infinity, high: Infinity };
  return { low: lower - farOut * width, high: higher + farOut * width };
}
