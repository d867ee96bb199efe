import { contiguousStrides, sizeOf } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { checkRun, type Run } from "../testing/run.js";
import { conv2dKernel } from "./conv2d.js";
import { matmulKernel, prepareMatmul } from "./matmul.js";
import { type ProductPlan, tiles } from "./plan.js";
import { random } from "./testing/products.js";

const draw = random(7);
/** Whole numbers, whose sums are exact in any order. */
const whole = (shape: readonly number[]) =>
  Float32Array.from({ length: sizeOf(shape) }, () => Math.floor(draw() * 9) - 4);

/** Runs a kernel with an epilogue on inputs of those shapes, the last one its bias. */
async function check(
  kernel: GpuKernel<never>,
  shapes: readonly (readonly number[])[],
  output: readonly number[],
  attributes: Record<string, unknown>,
  expected: (data: readonly Float32Array[]) => Float32Array,
): Promise<void> {
  const spec = (shape: readonly number[]) =>
    ({ dtype: "float32", shape, strides: contiguousStrides(shape) }) as const;
  const data = shapes.map(whole);
  const bytes = (values: Float32Array) => new Uint8Array(values.buffer as ArrayBuffer);
  const node = {
    op: { name: "with an epilogue" },
    attributes,
    inputs: shapes.map((_, i) => i),
    output: spec(output),
  };
  await checkRun(
    {
      graph: { inputs: shapes.map(spec), nodes: [node], outputs: [shapes.length] } as unknown as Run["graph"],
      kernel: kernel as unknown as GpuKernel,
      inputs: data.map((values) => ({ bytes: bytes(values), offset: 0 })),
      expected: bytes(expected(data)),
    },
    {},
  );
}

const epilogue = { bias: true, relu: true };

/** max(0, Σ_k a_ik·b_kj + bias_j), and NaN where that is NaN. */
const dense =
  (m: number, n: number, k: number) =>
  ([a, b, bias]: readonly Float32Array[]) =>
    Float32Array.from({ length: m * n }, (_, place) => {
      const [i, j] = [Math.floor(place / n), place % n];
      let sum = bias![j]!;
      for (let l = 0; l < k; l++) sum += a![i * k + l]! * b![l * n + j]!;
      return Math.max(0, sum);
    });

gpuTest("a bias along the columns and relu, by tiles, by slices and with few rows", async () => {
  const tile = tiles.find(({ down, rows }) => down * rows === 32)!;
  const plans: readonly ProductPlan[] = [
    { kind: "tiles", tile, slices: 1, sliceDepth: 40 },
    { kind: "tiles", tile, slices: 3, sliceDepth: 16 },
    { kind: "skinny", wide: "a", lanes: 8, lines: 4, slices: 1, sliceDepth: 64 },
    { kind: "skinny", wide: "b", lanes: 64, lines: 1, slices: 2, sliceDepth: 20 },
  ];
  for (const plan of plans) {
    const kernel: GpuKernel<never> = {
      prepare: (facts, inputs, output, attributes) =>
        prepareMatmul([facts, inputs, output, attributes, epilogue], plan),
    };
    const [m, n, k] = plan.kind === "tiles" ? [35, 33, 37] : plan.wide === "a" ? [14, 3, 37] : [3, 14, 37];
    const attributes = { transposeA: false, transposeB: false };
    await check(kernel, [[m!, k!], [k!, n!], [n!]], [m!, n!], attributes, dense(m!, n!, k!));
  }
});

gpuTest("relu leaves a NaN", async () => {
  const kernel: GpuKernel<never> = {
    prepare: (facts, inputs, output, attributes) =>
      matmulKernel.prepare(facts, inputs, output, attributes, epilogue),
  };
  const poison = (values: Float32Array) => values.fill(Number.NaN, 5, 6);
  const attributes = { transposeA: false, transposeB: false };
  await check(kernel, [[18, 20], [20, 17], [17]], [18, 17], attributes, ([a, b, bias]) =>
    dense(18, 17, 20)([a!, b!, poison(bias!)]),
  );
});

gpuTest("a bias along the channels, in groups and depthwise", async () => {
  for (const [groups, channels, outputs] of [
    [2, 4, 6],
    [4, 4, 4],
  ] as const) {
    const kernel: GpuKernel<never> = {
      prepare: (facts, inputs, output, attributes) =>
        conv2dKernel.prepare(facts, inputs, output, attributes, epilogue),
    };
    const pair = (n: number) => [n, n] as const;
    const attributes = {
      plane: pair(5),
      size: pair(1),
      stride: pair(1),
      dilation: pair(1),
      before: pair(0),
      count: pair(5),
      groups,
    };
    const inGroup = channels / groups;
    const shapes = [[2, channels, 5, 5], [outputs, inGroup, 1, 1], [outputs]];
    await check(kernel, shapes, [2, outputs, 5, 5], attributes, ([x, w, bias]) =>
      Float32Array.from({ length: 50 * outputs }, (_, place) => {
        const [n, o, p] = [Math.floor(place / (25 * outputs)), Math.floor(place / 25) % outputs, place % 25];
        let sum = bias![o]!;
        const first = Math.floor(o / (outputs / groups)) * inGroup;
        for (let c = 0; c < inGroup; c++)
          sum += w![o * inGroup + c]! * x![(n * channels + first + c) * 25 + p]!;
        return Math.max(0, sum);
      }),
    );
  }
});
