import type { AnyAttributes } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { conv2dKernel } from "./conv2d.js";
import { conv2dInputGradientKernel } from "./conv2dInputGradient.js";
import { conv2dWeightGradientKernel } from "./conv2dWeightGradient.js";
import { matmulKernel } from "./matmul.js";

/** The kernels of products and convolutions by the names of their ops. */
export const contractionKernels: Readonly<Record<string, GpuKernel<AnyAttributes>>> = {
  matmul: matmulKernel,
  conv2d: conv2dKernel,
  conv2dInputGradient: conv2dInputGradientKernel,
  conv2dWeightGradient: conv2dWeightGradientKernel,
};
