import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";
import { fromLanes, laneOracle, lanesOf } from "./lanes.cases.js";

interface Options {
  axis?: number;
  descending?: boolean;
}

const distinct = (shape: readonly number[]) => ({ shape, distinct: true });
const cases: readonly OpCase[] = [
  { inputs: [distinct([7])] },
  { inputs: [distinct([3, 5])], arguments: [{ axis: 0 }] },
  { inputs: [distinct([3, 5])], arguments: [{ descending: true }] },
  { inputs: [distinct([2, 4, 3])], arguments: [{ axis: 1, descending: true }] },
  { inputs: [distinct([0, 4])] },
  { inputs: [distinct([2, 0])] },
];
const ties: readonly OpCase[] = [
  { inputs: [{ shape: [6], values: [1, 0, 1, 0, 1, 0] }], label: "ties" },
  {
    inputs: [{ shape: [6], values: [1, 0, 1, 0, 1, 0] }],
    arguments: [{ descending: true }],
    label: "ties, descending",
  },
];
const special: readonly OpCase[] = [undefined, { descending: true }].map((options) => ({
  inputs: [
    {
      shape: [5],
      values: [Number.NaN, 2, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NaN],
    },
  ],
  arguments: [options ?? {}],
  label: "NaN and infinities",
}));

/** By insertion: each place goes before the first that it beats. */
function order(lane: readonly number[], descending: boolean): number[] {
  const places: number[] = [];
  lane.forEach((value, i) => {
    const beats = (other: number) =>
      !Number.isNaN(value) && (Number.isNaN(other) || (descending ? value > other : value < other));
    const at = places.findIndex((place) => beats(lane[place]!));
    places.splice(at < 0 ? places.length : at, 0, i);
  });
  return places;
}

const axisOf = ({ axis = -1 }: Options = {}) => axis;
const argSortOracle = laneOracle(
  (lane, { descending = false }: Options = {}) => order(lane, descending),
  axisOf,
);
const sortOracle = laneOracle(
  (lane, { descending = false }: Options = {}) => order(lane, descending).map((i) => lane[i]!),
  axisOf,
);

function topKOracle(pick: (lane: readonly number[], places: readonly number[]) => number[]) {
  return ([x]: readonly OracleArray[], k: number, axis = -1): OracleArray => {
    const at = axis < 0 ? axis + x!.shape.length : axis;
    const lists = lanesOf(x!, at).map((lane) => pick(lane, order(lane, true).slice(0, k)));
    return fromLanes(
      lists,
      x!.shape.map((n, a) => (a === at ? k : n)),
      at,
    );
  };
}

const topKCases: readonly OpCase[] = [
  { inputs: [distinct([7])], arguments: [3] },
  { inputs: [distinct([3, 5])], arguments: [2] },
  { inputs: [distinct([4, 3])], arguments: [4, 0] },
  { inputs: [distinct([0, 4])], arguments: [2] },
  { inputs: [distinct([2, 4])], arguments: [1, -1] },
];
const every = ["float32", "float64", "int32", "uint8", "bool"] as const;

export const sortCases: readonly OpCases[] = [
  {
    name: "sort",
    cases,
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: sortOracle,
  },
  {
    name: "sort",
    dtypes: every,
    cases: ties,
    differentiable: [],
    reason: "where values are equal the gradient jumps",
    oracle: sortOracle,
  },
  {
    name: "sort",
    cases: special,
    differentiable: [],
    reason: "infinities and NaN have no differences",
    oracle: sortOracle,
  },
  {
    name: "argSort",
    dtypes: every,
    cases: [...cases, ...ties],
    differentiable: [],
    reason: "a place has no slope",
    oracle: argSortOracle,
  },
  {
    name: "argSort",
    cases: special,
    differentiable: [],
    reason: "a place has no slope",
    oracle: argSortOracle,
  },
  {
    name: "topK",
    result: "values",
    cases: topKCases,
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: topKOracle((lane, places) => places.map((i) => lane[i]!)),
  },
  {
    name: "topK",
    result: "indices",
    dtypes: ["float32", "float64", "int32"],
    cases: topKCases,
    differentiable: [],
    reason: "a place has no slope",
    oracle: topKOracle((_, places) => [...places]),
  },
];
