import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

interface Range {
  start?: number;
  stop?: number;
  step?: number;
}

const of = (shape: readonly number[], ...ranges: (Range | null)[]): OpCase => ({
  inputs: [{ shape }],
  arguments: [ranges],
});

/** The places that a range names, by trying all of them in its order. */
function places({ start, stop, step = 1 }: Range, n: number): number[] {
  const counted = (index: number | undefined) => (index !== undefined && index < 0 ? index + n : index);
  const [from, to] = [counted(start), counted(stop)];
  const order = Array.from({ length: n }, (_, i) => (step > 0 ? i : n - 1 - i));
  const inside = order.filter((i) => {
    if (step > 0) return i >= (from ?? 0) && i < (to ?? n);
    return i <= (from ?? n - 1) && i > (to ?? -1);
  });
  return inside.filter((_, k) => k % Math.abs(step) === 0);
}

/** The elements of an array at all combinations of places along its axes. */
export function pick(x: OracleArray, along: readonly (readonly number[])[]): OracleArray {
  let offsets = [0];
  along.forEach((list, axis) => {
    offsets = offsets.flatMap((at) => list.map((i) => at * x.shape[axis]! + i));
  });
  return { shape: along.map((list) => list.length), data: offsets.map((at) => x.data[at]!) };
}

export const sliceCases: OpCases = {
  name: "slice",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    of([]),
    of([7], { start: 2, stop: 5 }),
    of([7], { start: -3 }),
    of([7], { stop: -2, step: 2 }),
    of([7], { step: -1 }),
    of([7], { start: 5, stop: 1, step: -2 }),
    of([7], { start: -100, stop: 100 }),
    of([7], { start: 4, stop: 2 }),
    of([4, 5], null, { start: 1, stop: 4 }),
    of([4, 5], { step: 2 }, { step: -2 }),
    of([4, 5, 6], { start: 1 }),
    of([2, 3, 4], { start: 1, stop: 2 }, null, { start: 3, stop: 0, step: -1 }),
    of([0, 3], { start: 0, stop: 2 }),
    of([3, 0], { step: -1 }),
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: ([x]: readonly OracleArray[], ranges: readonly (Range | null)[]) =>
    pick(
      x!,
      x!.shape.map((n, axis) => places(ranges[axis] ?? {}, n)),
    ),
};
