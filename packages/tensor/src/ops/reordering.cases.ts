import type { OpCases, OracleArray } from "./caseTypes.js";

/** The axes in another order, element by element. */
export function reorder(x: OracleArray, order: readonly number[]): OracleArray {
  const shape = order.map((axis) => x.shape[axis]!);
  const strides = x.shape.map((_, axis) => x.shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  let places = [0];
  for (const axis of order) {
    places = places.flatMap((at) =>
      Array.from({ length: x.shape[axis]! }, (_, i) => at + i * strides[axis]!),
    );
  }
  return { shape, data: places.map((at) => x.data[at]!) };
}

const common = {
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
} as const;
const same = (shape: readonly number[]) => ({ shape });

export const reorderingCases: readonly OpCases[] = [
  {
    ...common,
    name: "transpose",
    cases: [
      { inputs: [same([])] },
      { inputs: [same([2, 3])] },
      { inputs: [same([2, 3, 4])], arguments: [[2, 0, 1]] },
      { inputs: [same([2, 3, 4])], arguments: [[0, -1, 1]] },
      { inputs: [same([0, 3])] },
    ],
    oracle: ([x]: readonly OracleArray[], order?: readonly number[]) => {
      const rank = x!.shape.length;
      return reorder(
        x!,
        order?.map((axis) => (axis + rank) % rank) ?? x!.shape.map((_, axis) => rank - 1 - axis),
      );
    },
  },
  {
    ...common,
    name: "matrixTranspose",
    cases: [{ inputs: [same([2, 3])] }, { inputs: [same([2, 3, 4])] }, { inputs: [same([2, 0, 4])] }],
    oracle: ([x]: readonly OracleArray[]) => {
      const order = x!.shape.map((_, axis) => axis);
      order.push(order.splice(-2, 1)[0]!);
      return reorder(x!, order);
    },
  },
  {
    ...common,
    name: "moveAxis",
    cases: [
      { inputs: [same([2, 3, 4])], arguments: [0, 2] },
      { inputs: [same([2, 3, 4])], arguments: [-1, 0] },
      { inputs: [same([2, 3, 4])], arguments: [1, 1] },
    ],
    oracle: ([x]: readonly OracleArray[], from: number, to: number) => {
      const rank = x!.shape.length;
      const order = x!.shape.map((_, axis) => axis);
      const [moved] = order.splice((from + rank) % rank, 1);
      order.splice((to + rank) % rank, 0, moved!);
      return reorder(x!, order);
    },
  },
  {
    ...common,
    name: "reshape",
    cases: [
      { inputs: [same([])], arguments: [[1, 1]] },
      { inputs: [same([6])], arguments: [[2, 3]] },
      { inputs: [same([2, 3, 4])], arguments: [[6, -1]] },
      { inputs: [same([0, 3])], arguments: [[3, 0, 2]] },
    ],
    oracle: ([x]: readonly OracleArray[], shape: readonly number[]) => {
      const rest = shape.reduce((a, n) => (n < 0 ? a : a * n), 1);
      return { shape: shape.map((n) => (n < 0 ? x!.data.length / rest : n)), data: x!.data };
    },
  },
  {
    ...common,
    name: "squeeze",
    cases: [{ inputs: [same([1, 3, 1])] }, { inputs: [same([1, 3, 1])], arguments: [-1] }],
    oracle: ([x]: readonly OracleArray[], axis?: number) => ({
      shape: axis === undefined ? x!.shape.filter((n) => n !== 1) : x!.shape.slice(0, -1),
      data: x!.data,
    }),
  },
  {
    ...common,
    name: "expandDims",
    cases: [
      { inputs: [same([2, 3])], arguments: [1] },
      { inputs: [same([])], arguments: [0] },
    ],
    oracle: ([x]: readonly OracleArray[], axis: number) => ({
      shape: [...x!.shape.slice(0, axis), 1, ...x!.shape.slice(axis)],
      data: x!.data,
    }),
  },
  {
    ...common,
    name: "flatten",
    cases: [
      { inputs: [same([])] },
      { inputs: [same([2, 3, 4])] },
      { inputs: [same([2, 3, 4])], arguments: [1] },
    ],
    oracle: ([x]: readonly OracleArray[], start = 0) => ({
      shape: [...x!.shape.slice(0, start), x!.shape.slice(start).reduce((a, b) => a * b, 1)],
      data: x!.data,
    }),
  },
  {
    ...common,
    name: "broadcastTo",
    cases: [
      { inputs: [same([])], arguments: [[2, 3]] },
      { inputs: [same([3])], arguments: [[2, 3]] },
      { inputs: [same([2, 1])], arguments: [[4, 2, 3]] },
      { inputs: [same([1, 3])], arguments: [[0, 3]] },
    ],
    oracle: ([x]: readonly OracleArray[], shape: readonly number[]) => {
      const source = [...new Array<number>(shape.length - x!.shape.length).fill(1), ...x!.shape];
      let places = [0];
      shape.forEach((n, axis) => {
        places = places.flatMap((at) =>
          Array.from({ length: n }, (_, i) => at * source[axis]! + (source[axis] === 1 ? 0 : i)),
        );
      });
      return { shape, data: places.map((at) => x!.data[at]!) };
    },
  },
];
