// The kernels as text, without a device: for tools that look at them, check them or time them.
export { accuracy } from "./accuracy.js";
export { contractionKernels } from "./contractions/index.js";
export { factsOf, featureNames, featuresOf } from "./device/adapter.js";
export {
  type BufferUse,
  type Dispatch,
  type GpuFacts,
  type GpuKernel,
  type KernelPlan,
  leastFacts,
  type Refusals,
} from "./kernel.js";
export { kernels } from "./kernels/index.js";
