import type { Estimate } from "../record.js";
import type { Sample } from "../sample.js";
import { allEqual } from "../status.js";
import { fitEnds, heightsOfModes, type SortedColumns, type Triangle } from "./triangularEnds.js";

/** With so many different values or fewer each is tried as the mode. */
const exhaustive = 300;

/**
 * The maximum of the triangular likelihood. Between two neighbouring values it is convex in the mode, so that the mode is one
 * of the values (Oliver 1972), each of which has best ends of its own. Of few values all are tried. Of many, the best mode for
 * given ends and the best ends for that mode take turns until they agree, from the best of a part of the data.
 */
export function triangularEstimate(sample: Sample): Estimate<"low" | "mode" | "high"> {
  const { minimum, maximum } = sample;
  if (minimum === maximum)
    return {
      parameters: { low: minimum, mode: minimum, high: minimum },
      status: allEqual(minimum, "high - low"),
    };
  return { parameters: { ...maximumOf(sample) } };
}

function maximumOf(sample: Sample): Triangle {
  const columns = sortedColumns(sample);
  const { values } = columns;
  if (values.length <= exhaustive) return bestOf(columns, values.keys());
  const rough = maximumOf(sample.part(exhaustive));
  const ends = {
    low: Math.min(rough.low, values[0]!),
    mode: rough.mode,
    high: Math.max(rough.high, values.at(-1)!),
  };
  // A rough end within the data is moved out of them by the first fit.
  let triangle = fitEnds(columns, nearest(values, rough.mode), ends);
  for (let round = 0; round < 100; round++) {
    const heights = heightsOfModes(columns, triangle);
    const place = heights.indexOf(heights.reduce((most, height) => Math.max(most, height), -Infinity));
    if (values[place] === triangle.mode) break;
    triangle = fitEnds(columns, place, triangle);
  }
  return triangle;
}

function bestOf(columns: SortedColumns, places: Iterable<number>): Triangle {
  let best: Triangle | undefined;
  let highest = -Infinity;
  let last: Triangle | undefined;
  for (const place of places) {
    last = fitEnds(columns, place, last);
    const height = heightsOfModes(columns, last)[place]!;
    if (height > highest) [best, highest] = [last, height];
  }
  return best!;
}

function nearest(values: Float64Array, to: number): number {
  const above = values.findIndex((value) => value >= to);
  return above < 0 ? values.length - 1 : above;
}

function sortedColumns({ values, weights, count }: Sample): SortedColumns {
  const order = Uint32Array.from(values, (_, i) => i);
  if (weights) order.sort((a, b) => values[a]! - values[b]!);
  const sorted = weights ? Float64Array.from(order, (i) => values[i]!) : values.slice().sort();
  const distinct: number[] = [];
  const sums: number[] = [];
  for (const [place, value] of sorted.entries()) {
    const weight = weights ? weights[order[place]!]! : 1;
    if (distinct.at(-1) === value) sums[sums.length - 1]! += weight;
    else {
      distinct.push(value);
      sums.push(weight);
    }
  }
  return { values: Float64Array.from(distinct), weights: Float64Array.from(sums), count };
}
