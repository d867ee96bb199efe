import { flip, matmul, slice, type Tensor, transpose } from "@mebae/tensor";
import type { AnyAttributes } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { type GpuKernel, leastFacts } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { kernelCode } from "../testing/run.js";
import { matmulKernel, prepareMatmul } from "./matmul.js";
import type { ProductPlan } from "./plan.js";
import { checkSums, operands, random } from "./testing/products.js";

/** The kernel with a plan of the test's. */
const planned = (plan: ProductPlan): GpuKernel<AnyAttributes> => ({
  ...matmulKernel,
  prepare: (...call) => prepareMatmul(call as Parameters<typeof matmulKernel.prepare>, plan),
});

const lengths = [1, 2, 3, 7, 16, 17, 33, 64, 65, 127, 130];

gpuTest("every length as m, n and k, in turns, with transposes", async () => {
  const draw = random(1);
  const pick = () => lengths[Math.floor(draw() * lengths.length)]!;
  for (let seed = 0; seed < 3 * lengths.length; seed++) {
    const sizes = [pick(), pick(), pick()];
    sizes[seed % 3] = lengths[Math.floor(seed / 3)]!;
    const [m, n, k] = sizes as [number, number, number];
    const [transposeA, transposeB] = [draw() < 0.5, draw() < 0.5];
    const shapes = [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]];
    await checkSums(operands(shapes, seed), (a, b) => matmul(a!, b!, { transposeA, transposeB }), k);
  }
});
