import type { OracleArray } from "./caseTypes.js";

/** The values of every lane along an axis, lanes in row-major order of the other axes. */
export function lanesOf(x: OracleArray, axis: number): number[][] {
  const n = x.shape[axis]!;
  const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const lists: number[][] = [];
  for (let i = 0; i < x.data.length; i++) {
    const outer = Math.floor(i / (n * inner));
    (lists[outer * inner + (i % inner)] ??= []).push(x.data[i]!);
  }
  return lists;
}

/** An array whose lanes along an axis, in the order of `lanesOf`, are those given; all of one length. */
export function fromLanes(
  lists: readonly (readonly number[])[],
  shape: readonly number[],
  axis: number,
): OracleArray {
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const n = lists[0]?.length ?? shape[axis]!;
  const data = new Array<number>(lists.length * n);
  lists.forEach((list, lane) => {
    list.forEach((value, i) => {
      data[(Math.floor(lane / inner) * n + i) * inner + (lane % inner)] = value;
    });
  });
  return { shape: shape.map((length, a) => (a === axis ? n : length)), data };
}

// biome-ignore lint/suspicious/noExplicitAny: the arguments are those of the case's own function
type Arguments = any[];

/** An oracle that maps each lane along the axis that `axisOf` tells from the arguments (last by default). */
export function laneOracle(
  f: (lane: number[], ...args: Arguments) => number[],
  axisOf: (...args: Arguments) => number = () => -1,
) {
  return ([x]: readonly OracleArray[], ...args: unknown[]): OracleArray => {
    const axis = axisOf(...args);
    const at = axis < 0 ? axis + x!.shape.length : axis;
    return fromLanes(
      lanesOf(x!, at).map((lane) => f(lane, ...args)),
      x!.shape,
      at,
    );
  };
}
