import { describe, expect, test } from "vitest";
import { tensor } from "../../creation.js";
import { useBackend } from "../../current.js";
import type { TypedArray } from "../../dtype.js";
import {
  type ConvolutionAttributes,
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
} from "../../ops/conv2d.js";
import { slidingWindows } from "../../ops/slidingWindows.js";
import { createReferenceBackend } from "../../reference/backend.js";
import { Machine } from "../machine.js";
import { type MatmulFacts, type MatmulRun, setMatmulProvider } from "../matmulProvider.js";
import {
  convolutionInputGradientKernel,
  convolutionKernel,
  convolutionWeightGradientKernel,
} from "./convolution.js";
import { type Case, direct, mixed, tiled } from "./convolutionCases.js";
import { cutMachine, randomValue, runKernel, type TestMachine, type Value } from "./kernelHarness.js";
import { winogradPays } from "./winogradTiles.js";

const reference = createReferenceBackend();
const plain = new Machine({ threads: 1, relaxedSimd: false });
const relaxed = new Machine({ threads: 1 });

/** The inputs of all three convolutions, and their attributes. */
function operands([, xShape, wShape, options]: Case, dtype: "float32" | "float64") {
  const plane = [xShape[2]!, xShape[3]!] as const;
  const size = [wShape[2]!, wShape[3]!] as const;
  const { groups = 1, ...sliding } = options;
  const attributes: ConvolutionAttributes = { ...slidingWindows("test", plane, size, sliding), groups };
  const yShape = [xShape[0]!, wShape[0]!, ...attributes.count];
  const [x, w, dy] = [xShape, wShape, yShape].map((shape, i) => randomValue(shape, i + 1, dtype)) as [
    Value,
    Value,
    Value,
  ];
  return { x, w, dy, attributes, plane, size };
}

function results(machine: TestMachine, c: Case, dtype: "float32" | "float64"): TypedArray[] {
  const { x, w, dy, attributes } = operands(c, dtype);
  return [
    runKernel(machine, convolutionKernel, [x, w], dy, attributes),
    runKernel(machine, convolutionInputGradientKernel, [dy, w], x, attributes),
    runKernel(machine, convolutionWeightGradientKernel, [x, dy], w, attributes),
  ];
}

/** The plain definitions in float64, of the values that the dtype holds. */
function expected(c: Case, dtype: "float32" | "float64"): number[][] {
  useBackend(reference);
  const { x, w, dy, plane, size } = operands(c, dtype);
  const of = ({ shape, data }: Value) => tensor([...data], { shape, dtype: "float64" });
  return [
    conv2d(of(x), of(w), c[3]),
    conv2dInputGradient(of(dy), of(w), plane, c[3]),
    conv2dWeightGradient(of(x), of(dy), size, c[3]),
  ].map((t) => [...t.dataSync()]);
}

/** The largest error, by the size that sums of so many products have. */
function error(found: TypedArray, sums: readonly number[]): number {
  const size = Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0) / sums.length);
  return sums.reduce((worst, sum, i) => Math.max(worst, Math.abs(found[i]! - sum)), 0) / size;
}

describe.each([
  // Tiles round three times as often as sums of products do.
  ["float32", 1e-5],
  ["float64", 3e-14],
] as const)("%s agrees with the plain definitions", (dtype, tolerance) => {
  test.each([...tiled, ...direct, ...mixed])("%s", (...c) => {
    const sums = expected(c, dtype);
    for (const machine of [plain, relaxed]) {
      results(machine, c, dtype).forEach((values, i) => {
        expect(values.length).toBe(sums[i]!.length);
        expect(error(values, sums[i]!)).toBeLessThan(tolerance);
      });
    }
  });
});

test.each([...tiled, ...direct, ...mixed])("%s: ranges on several threads give the same bits", (...c) => {
  expect(results(cutMachine(), c, "float32")).toEqual(results(relaxed, c, "float32"));
});

test.each([...tiled, ...direct, ...mixed.slice(0, 20)])(
  "%s: bias and relu are those of separate ops",
  (...c) => {
    const { x, w, dy, attributes } = operands(c, "float32");
    const bias = randomValue([w.shape[0]!], 9);
    const places = attributes.count[0] * attributes.count[1];
    const sums = runKernel(relaxed, convolutionKernel, [x, w], dy, attributes);
    for (const relu of [false, true]) {
      for (const machine of [relaxed, cutMachine()]) {
        const both = runKernel(machine, convolutionKernel, [x, w, bias], dy, attributes, {
          bias: true,
          relu,
        });
        const one = runKernel(machine, convolutionKernel, [x, w], dy, attributes, { bias: false, relu });
        sums.forEach((sum, i) => {
          const added = Math.fround(sum + bias.data[Math.floor(i / places) % bias.data.length]!);
          expect(both[i]).toBe(relu ? Math.max(0, added) : added);
          expect(one[i]).toBe(relu ? Math.max(0, sum) : sum);
        });
      }
    }
  },
);

test("a provider of matrix products computes those inside of convolutions", () => {
  const asked: MatmulFacts[] = [];
  const provider = {
    name: "plain",
    prepare: (facts: MatmulFacts) => {
      asked.push(facts);
      return plainProduct(facts);
    },
  };
  const cases = [...tiled, direct[2]!, direct[3]!];
  const own = cases.map((c) => results(relaxed, c, "float32"));
  const before = setMatmulProvider(provider);
  try {
    cases.forEach((c, i) => {
      const first = asked.length;
      results(relaxed, c, "float32").forEach((values, j) => {
        expect(error(values, [...own[i]![j]!])).toBeLessThan(1e-5);
      });
      expect(asked.length - first).toBeGreaterThanOrEqual(3);
    });
  } finally {
    setMatmulProvider(before);
  }
});

/** C (+)= op(A)·op(B) as the facts say. */
function plainProduct({
  m,
  n,
  depth,
  transposeA,
  transposeB,
  pitchA,
  pitchB,
  pitchC,
  accumulate,
}: MatmulFacts): MatmulRun {
  return (memory, a, b, c) => {
    const all = new Float32Array(memory, 0, Math.floor(memory.byteLength / 4));
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = accumulate ? all[c / 4 + i * pitchC + j]! : 0;
        for (let k = 0; k < depth; k++) {
          const left = all[a / 4 + (transposeA ? k * pitchA + i : i * pitchA + k)]!;
          sum += left * all[b / 4 + (transposeB ? j * pitchB + k : k * pitchB + j)]!;
        }
        all[c / 4 + i * pitchC + j] = sum;
      }
    }
  };
}

test("tiles are chosen by the shape, for the cases here that are meant to have them", () => {
  const chosen = (c: Case) => {
    const { x, w, attributes } = operands(c, "float32");
    const { plane, before, count } = attributes;
    const shape = { images: x.shape[0]!, channels: x.shape[1]!, outputs: w.shape[0]!, plane, before, count };
    return winogradPays("float32", shape, attributes);
  };
  expect(tiled.map(chosen)).toEqual(tiled.map(() => true));
  expect(direct.map(chosen)).toEqual(direct.map(() => false));
});

test("an infinity or a NaN reaches all places that see it, and in tiles none but its tiles'", () => {
  const [, xShape] = tiled[0]!;
  for (const value of [Number.POSITIVE_INFINITY, Number.NaN]) {
    const { x, w, dy, attributes } = operands(tiled[0]!, "float32");
    x.data[2 * 8 + 2] = value;
    const y = runKernel(relaxed, convolutionKernel, [x, w], dy, attributes);
    y.forEach((sum, i) => {
      const [row, column] = [Math.floor(i / 8) % 8, i % 8];
      const image = Math.floor(i / (xShape[1]! * 64));
      if (image === 0 && row <= 3 && column <= 3) expect(Number.isFinite(sum)).toBe(false);
      if (image === 1 || row > 3 || column > 3) expect(Number.isFinite(sum)).toBe(true);
    });
  }
});

test.each([
  ["depthwise", [1, 4, 8, 9], [4, 1, 3, 3], { groups: 4, padding: 1 }],
  ["depthwise by two", [1, 4, 11, 10], [4, 1, 3, 3], { groups: 4, stride: 2, padding: 1 }],
  ["few outputs", [1, 2, 8, 9], [3, 2, 3, 3], { padding: 1 }],
  ["packed", [1, 2, 8, 9], [8, 2, 5, 5], { padding: 2 }],
] as const)("%s: infinities at the edges reach exactly what sees them", (...c) => {
  const { x, w, dy, attributes } = operands(c, "float32");
  const last = x.data.length - 1;
  const finite = (values: ArrayLike<number>) => Array.from(values, Number.isFinite);
  x.data[0] = x.data[last - 9] = Number.POSITIVE_INFINITY;
  useBackend(reference);
  const [images, weights, gradient] = [x, w, dy].map(({ shape, data }) =>
    tensor([...data], { shape, dtype: "float64" }),
  );
  const y = runKernel(relaxed, convolutionKernel, [x, w], dy, attributes);
  expect(finite(y)).toEqual(finite(conv2d(images!, weights!, c[3]).dataSync()));
  const dw = runKernel(relaxed, convolutionWeightGradientKernel, [x, dy], w, attributes);
  const size = [w.shape[2]!, w.shape[3]!] as const;
  expect(finite(dw)).toEqual(finite(conv2dWeightGradient(images!, gradient!, size, c[3]).dataSync()));
});
