import type { OpCase, OpCases } from "@mebae/tensor/cases";

const shapes = {
  1: [[[]], [[1]], [[7]], [[3, 5]], [[2, 1, 4]], [[0]], [[0, 3]], [[5, 67]]],
  2: [
    [[], []],
    [[], [7]],
    [[7], [1]],
    [
      [3, 5],
      [3, 5],
    ],
    [[3, 1], [5]],
    [
      [2, 1, 4],
      [3, 1],
    ],
    [
      [0, 5],
      [1, 5],
    ],
    [[0], []],
    [
      [5, 67],
      [5, 67],
    ],
    [[5, 67], [67]],
  ],
  3: [
    [[], [], []],
    [
      [3, 5],
      [3, 5],
      [3, 5],
    ],
    [[3, 1], [5], []],
    [
      [2, 1, 4],
      [3, 1],
      [1, 1, 1],
    ],
    [[0, 5], [1, 5], []],
    [
      [5, 67],
      [5, 67],
      [5, 67],
    ],
  ],
} as const;

/** The calls that an op is tested with: the standard shapes for elementwise ops, then those that it states. */
export function callsOf(cases: OpCases): readonly OpCase[] {
  const standard = cases.elementwise
    ? shapes[cases.elementwise.arity].map((list) => ({ inputs: list.map((shape) => ({ shape })) }))
    : [];
  return [...standard, ...(cases.cases ?? [])];
}

const special = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  1,
  -1,
  0.5,
  -2.5,
  1000,
  -1000,
];

/** Every combination of NaN, infinities, zeros of both signs and large numbers, where the op's cases don't refuse. */
export function specialCall(cases: OpCases): OpCase | undefined {
  if (!cases.elementwise || cases.specialValues === false) return undefined;
  const { arity } = cases.elementwise;
  const size = special.length ** arity;
  const inputs = Array.from({ length: arity }, (_, input) => ({
    shape: [size],
    values: Array.from(
      { length: size },
      (_, i) => special[Math.floor(i / special.length ** input) % special.length]!,
    ),
  }));
  return { inputs, label: "special values" };
}
