import type { AnyAttributes } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { matmulKernel } from "./matmul.js";

/** The kernels of products and convolutions by the names of their ops. */
export const contractionKernels: Readonly<Record<string, GpuKernel<AnyAttributes>>> = {
  matmul: matmulKernel,
};
