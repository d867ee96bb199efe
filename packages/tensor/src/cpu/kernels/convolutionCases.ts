import type { Conv2dOptions } from "../../ops/conv2d.js";
import type { Shape } from "../../shape.js";
import { randomValue } from "./kernelHarness.js";

type Pair = number | readonly [number, number];
export type Case = readonly [name: string, x: Shape, weights: Shape, options: Conv2dOptions];

/** Those that go in tiles of 4×4 outputs: 3×3 taps without steps and 8 channels or more on both sides. */
export const tiled: readonly Case[] = [
  ["a plane of whole tiles", [2, 16, 8, 8], [16, 16, 3, 3], { padding: 1 }],
  ["eight channels", [2, 8, 10, 12], [9, 8, 3, 3], { padding: 1 }],
  ["odd planes and channels", [3, 17, 9, 11], [21, 17, 3, 3], { padding: 1 }],
  ["no padding", [2, 19, 10, 7], [18, 19, 3, 3], {}],
  ["more padding than taps", [1, 16, 8, 9], [17, 16, 3, 3], { padding: 3 }],
  [
    "uneven padding",
    [2, 16, 7, 6],
    [16, 16, 3, 3],
    {
      padding: [
        [0, 2],
        [1, 0],
      ],
    },
  ],
  ["planes smaller than a tile", [16, 23, 2, 3], [16, 23, 3, 3], { padding: 1 }],
  ["batch 1", [1, 32, 20, 13], [30, 32, 3, 3], { padding: 1 }],
  ["blocks of tiles", [4, 16, 33, 30], [17, 16, 3, 3], { padding: 1 }],
];

export const direct: readonly Case[] = [
  ["one channel", [2, 1, 12, 9], [8, 1, 3, 3], { padding: 1 }],
  ["few channels", [3, 3, 11, 14], [16, 3, 3, 3], { padding: 1 }],
  ["pointwise", [2, 7, 5, 9], [13, 7, 1, 1], {}],
  ["pointwise with steps", [2, 6, 8, 9], [5, 6, 1, 1], { stride: 2 }],
  ["steps", [2, 5, 13, 10], [7, 5, 3, 3], { stride: [2, 3], padding: 1 }],
  ["dilated", [2, 4, 12, 11], [6, 4, 3, 2], { dilation: [2, 3], padding: 2 }],
  ["groups", [2, 12, 7, 8], [18, 12 / 3, 3, 3], { groups: 3, padding: 1 }],
  ["depthwise", [3, 10, 9, 14], [10, 1, 3, 3], { groups: 10, padding: 1 }],
  ["depthwise with steps", [2, 6, 9, 12], [12, 1, 5, 5], { groups: 6, stride: 2, padding: 2 }],
  ["one output", [1, 9, 6, 31], [1, 9, 3, 3], {}],
  ["outputs in blocks", [1, 4, 6, 7], [61, 4, 2, 2], {}],
  ["rows of more than a block", [2, 3, 2, 1100], [9, 3, 1, 5], { stride: [1, 2] }],
  ["channels in blocks", [1, 45, 6, 6], [64, 45, 5, 5], { padding: 2 }],
  ["images in parts", [35, 2, 6, 5], [8, 2, 3, 3], { stride: 2 }],
  ["few outputs", [2, 3, 9, 10], [5, 3, 2, 3], {}],
  ["depthwise, all paddings", [2, 5, 9, 10], [5, 1, 3, 3], { groups: 5, padding: sides(2, 0, 0, 2) }],
  ["depthwise, full padding", [35, 2, 4, 4], [2, 1, 3, 3], { groups: 2, padding: 2 }],
  ["depthwise by two", [2, 3, 13, 14], [3, 1, 3, 3], { groups: 3, stride: 2, padding: 1 }],
  ["depthwise by two, unpadded", [17, 2, 12, 11], [2, 1, 3, 3], { groups: 2, stride: 2 }],
  [
    "depthwise by two, all paddings",
    [2, 5, 10, 19],
    [5, 1, 3, 3],
    { groups: 5, stride: 2, padding: sides(2, 0, 0, 2) },
  ],
  ["depthwise by two, padded twice", [1, 3, 11, 12], [3, 1, 3, 3], { groups: 3, stride: 2, padding: 2 }],
  ["depthwise, short rows", [2, 3, 5, 3], [3, 1, 3, 3], { groups: 3, padding: 1 }],
  ["depthwise, single rows", [2, 3, 1, 40], [3, 1, 1, 5], { groups: 3, dilation: [1, 2] }],
  ["depthwise, several outputs", [2, 3, 12, 9], [6, 1, 3, 3], { groups: 3, stride: 2, padding: 1 }],
];

function sides(top: number, bottom: number, left: number, right: number): Conv2dOptions["padding"] {
  return [
    [top, bottom],
    [left, right],
  ];
}

/** Convolutions of all kinds, the same each time. */
export const mixed: readonly Case[] = Array.from({ length: 80 }, (_, i) => {
  const { data } = randomValue([40], 100 + i, "float64");
  let next = 0;
  const upTo = (least: number, most: number) =>
    least + Math.floor(((data[next++]! + 1) / 2) * (most - least + 1));
  const groups = upTo(0, 2) === 0 ? upTo(2, 5) : 1;
  const [inputs, outputs] = [upTo(0, 1) * upTo(0, 9) + 1, upTo(0, 1) * upTo(0, 14) + 1];
  const square = upTo(0, 2) > 0;
  const size = square ? [3, 3] : [upTo(1, 5), upTo(1, 5)];
  const [stride, dilation] = [upTo(0, 1), upTo(0, 2)].map((plain, j) =>
    plain > j ? 1 : [upTo(1, 3), upTo(1, 3)],
  ) as [Pair, Pair];
  const padding = sides(upTo(0, 2), upTo(0, 2), upTo(0, 2), upTo(0, 3));
  const plane = size.map((n) => upTo(4, 14) + 3 * (n - 1));
  return [
    `case ${i}`,
    [upTo(1, 4), inputs * groups, ...plane],
    [outputs * groups, inputs, ...size],
    { groups, stride, dilation, padding },
  ];
});
