import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

type Width = number | readonly [number, number];
interface Options {
  mode?: "constant" | "reflect" | "edge";
  value?: number;
}

const of = (shape: readonly number[], widths: readonly Width[], options?: Options): OpCase => ({
  inputs: [{ shape }],
  arguments: options ? [widths, options] : [widths],
});

function oracle([x]: readonly OracleArray[], widths: readonly Width[], options: Options = {}): OracleArray {
  const { mode = "constant", value = 0 } = options;
  const pairs = x!.shape.map((_, axis) =>
    [widths[axis] ?? 0].flatMap((w) => (typeof w === "number" ? [w, w] : w)),
  );
  const shape = x!.shape.map((n, axis) => pairs[axis]![0]! + n + pairs[axis]![1]!);
  const data: number[] = [];
  const visit = (axis: number, at: number | null): void => {
    if (axis === shape.length) {
      data.push(at === null ? value : x!.data[at]!);
      return;
    }
    const n = x!.shape[axis]!;
    for (let i = -pairs[axis]![0]!; i < n + pairs[axis]![1]!; i++) {
      let source = i;
      if (mode === "edge") source = Math.max(0, Math.min(n - 1, i));
      if (mode === "reflect") source = n === 1 ? 0 : Math.abs(i) < n ? Math.abs(i) : 2 * n - 2 - i;
      const inside = at !== null && source >= 0 && source < n;
      visit(axis + 1, inside ? at * n + source : null);
    }
  };
  visit(0, 0);
  return { shape, data };
}

export const padCases: OpCases = {
  name: "pad",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    of([], []),
    of([3], [2]),
    of([3], [[0, 2]], { value: 1 }),
    of([2, 3], [[1, 0], 2]),
    of([2, 3, 4], [0, [1, 2]], { value: 1 }),
    of([0, 3], [2]),
    of([4], [[2, 3]], { mode: "reflect" }),
    of([3, 4], [[1, 0], 3], { mode: "edge" }),
    of([3, 3], [1, 2], { mode: "reflect" }),
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle,
};
