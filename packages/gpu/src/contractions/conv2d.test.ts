import {
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  flip,
  type Tensor,
  transpose,
} from "@mebae/tensor";
import { expect, test } from "vitest";
import { leastFacts } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { conv2dKernel } from "./conv2d.js";
import { conv2dInputGradientKernel } from "./conv2dInputGradient.js";
import { conv2dWeightGradientKernel } from "./conv2dWeightGradient.js";
import { phasesOf } from "./phases.js";
import { checkSums, operands } from "./testing/products.js";

interface Case {
  readonly x: readonly [number, number, number, number];
  readonly outputs: number;
  readonly size: readonly [number, number];
  readonly stride?: readonly [number, number];
  readonly padding?: number | readonly [readonly [number, number], readonly [number, number]];
  readonly dilation?: number;
  readonly groups?: number;
}

const cases: Readonly<Record<string, Case>> = {
  "1×1": { x: [2, 19, 5, 7], outputs: 18, size: [1, 1] },
  "1×1, stride 2": { x: [2, 3, 7, 6], outputs: 17, size: [1, 1], stride: [2, 2] },
  "3×3, padding 1": { x: [2, 17, 9, 8], outputs: 20, size: [3, 3], padding: 1 },
  "3×3, stride 2": { x: [1, 2, 9, 11], outputs: 18, size: [3, 3], stride: [2, 2], padding: 1 },
  "5×3, uneven strides and padding": {
    x: [2, 2, 13, 9],
    outputs: 3,
    size: [5, 3],
    stride: [3, 2],
    padding: [
      [2, 0],
      [1, 3],
    ],
  },
  "dilation 2": { x: [1, 3, 11, 10], outputs: 2, size: [3, 3], dilation: 2, padding: 2 },
  "dilation 2, stride 2": {
    x: [1, 3, 11, 10],
    outputs: 4,
    size: [3, 3],
    dilation: 2,
    stride: [2, 2],
    padding: 1,
  },
  groups: { x: [2, 8, 6, 6], outputs: 36, size: [3, 3], groups: 2, padding: 1 },
  depthwise: { x: [2, 6, 9, 7], outputs: 6, size: [3, 3], groups: 6, padding: 1 },
  "depthwise, several outputs, stride 2": {
    x: [1, 4, 9, 10],
    outputs: 8,
    size: [5, 3],
    groups: 4,
    stride: [2, 3],
    padding: 2,
  },
};

function parts({ x, outputs, size, groups = 1, stride = [1, 1], padding = 0, dilation = 1 }: Case) {
  const options = { groups, stride, padding, dilation };
  const w = [outputs, x[1] / groups, ...size];
  const [top, bottom, left, right] =
    typeof padding === "number" ? [padding, padding, padding, padding] : padding.flat();
  const count = (axis: 0 | 1, around: number) =>
    Math.floor((x[axis + 2]! + around - dilation * (size[axis] - 1) - 1) / stride[axis]) + 1;
  const y = [x[0], outputs, count(0, top! + bottom!), count(1, left! + right!)];
  return { x: [...x], w, y, options };
}

for (const [name, each] of Object.entries(cases)) {
  const { x, w, y, options } = parts(each);
  const taps = w[2]! * w[3]!;
  gpuTest(
    `${name}: the convolution and both gradients`,
    async () => {
      await checkSums(operands([x, w], 1), (a, b) => conv2d(a!, b!, options), w[1]! * taps);
      const plane = [x[2]!, x[3]!] as const;
      await checkSums(
        operands([y, w], 2),
        (a, b) => conv2dInputGradient(a!, b!, plane, options),
        (w[0]! / options.groups) * taps,
      );
      await checkSums(
        operands([x, y], 3),
        (a, b) => conv2dWeightGradient(a!, b!, each.size, options),
        y[0]! * y[2]! * y[3]!,
      );
    },
    180_000,
  );
}

gpuTest("images and weights of any strides", async () => {
  const turned = (x: Tensor) => flip(transpose(x, [0, 1, 3, 2]), [1, 2]);
  const make = operands(
    [
      [2, 5, 8, 7],
      [18, 5, 3, 2],
    ],
    4,
  );
  await checkSums(make, (x, w) => conv2d(turned(x!), turned(w!), { padding: 1 }), 30);
  const gradients = operands(
    [
      [2, 18, 8, 7],
      [18, 5, 3, 3],
    ],
    5,
  );
  await checkSums(gradients, (dy, w) => conv2dInputGradient(turned(dy!), turned(w!), [9, 10]), 162);
  const images = operands(
    [
      [2, 5, 9, 8],
      [2, 18, 8, 7],
    ],
    6,
  );
  await checkSums(images, (x, dy) => conv2dWeightGradient(turned(x!), turned(dy!), [2, 2]), 112);
});

test("phases meet every tap that sees an input, once", () => {
  for (const [plane, size, stride, dilation, before] of [
    [9, 3, 2, 1, 1],
    [10, 5, 3, 2, 2],
    [7, 4, 4, 2, 0],
    [1, 3, 2, 1, 1],
  ] as const) {
    const met = phasesOf({ plane, size, stride, dilation, before }).flatMap((phase) =>
      Array.from({ length: phase.count }, (_, t) =>
        Array.from({ length: phase.taps }, (__, e) => [
          phase.first + t * stride,
          phase.tap + e * phase.step,
          phase.start + t - e * phase.dilation,
        ]),
      ).flat(),
    );
    const seen = Array.from({ length: plane }, (_, i) =>
      Array.from({ length: size }, (__, u) => [i, u, (i + before - u * dilation) / stride]),
    ).flat();
    const order = (list: number[][]) => list.map((each) => each.join()).sort();
    expect(order(met)).toEqual(order(seen.filter(([, , r]) => Number.isInteger(r))));
  }
});

const value = (shape: readonly number[], dtype: "float32" | "float16" = "float32") => ({
  dtype,
  shape,
  strides: shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1)),
});

test("code of the convolution and its gradients", () => {
  const attributes = {
    plane: [8, 8],
    size: [3, 3],
    stride: [2, 2],
    dilation: [1, 1],
    before: [1, 1],
    after: [0, 0],
    count: [4, 4],
    groups: 1,
  } as const;
  const [x, w, y] = [value([4, 20, 8, 8]), value([24, 20, 3, 3]), value([4, 24, 4, 4])];
  const text = ({ dispatches }: ReturnType<typeof conv2dKernel.prepare>) =>
    dispatches
      .map(({ code, workgroups, label }) => `// ${label}: ${workgroups} workgroups\n${code}`)
      .join("\n");
  const epilogue = { bias: true, relu: true };
  const bias = value([24]);
  expect(text(conv2dKernel.prepare(leastFacts, [x, w, bias], y, attributes, epilogue))).toMatchSnapshot(
    "forward",
  );
  expect(text(conv2dInputGradientKernel.prepare(leastFacts, [y, w], x, attributes))).toMatchSnapshot(
    "by images",
  );
  expect(text(conv2dWeightGradientKernel.prepare(leastFacts, [x, y], w, attributes))).toMatchSnapshot(
    "by weights",
  );
  const one = { ...attributes, groups: 20 };
  const half = (shape: readonly number[]) => value(shape, "float16");
  const facts = { ...leastFacts, float16: true };
  const inputs = [half([4, 20, 8, 8]), half([20, 1, 3, 3])];
  expect(text(conv2dKernel.prepare(facts, inputs, half([4, 20, 4, 4]), one))).toMatchSnapshot(
    "depthwise, float16",
  );
});
