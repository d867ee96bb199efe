export type { Dispatch, GpuFacts, GpuKernel, KernelPlan } from "./kernel.js";
