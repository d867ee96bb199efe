import type { AnyAttributes } from "@mebae/tensor/backend";
import { contractionKernels } from "../contractions/index.js";
import type { GpuKernel } from "../kernel.js";
import { oneHotKernel } from "./oneHot.js";
import { trilKernel, triuKernel } from "./triangle.js";

/** The kernels by the names of their ops. */
export const kernels: Readonly<Record<string, GpuKernel<AnyAttributes>>> = {
  ...contractionKernels,
  oneHot: oneHotKernel,
  tril: trilKernel,
  triu: triuKernel,
};
