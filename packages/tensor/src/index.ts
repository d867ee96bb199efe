// gzip looks back over 32 KB. The kernels' modules as text, in the middle of a bundle, would hide one half of its code from the other:
// imported first they stand before it, which saves 0.5 KB of 60. Whoever doesn't use them doesn't get them.
import "./cpu/kernels/matmul.generated.js";
import "./cpu/kernels/philox.generated.js";

export {
  type CheckGradientsOptions,
  checkGradients,
  type GradientReport,
} from "./autograd/checkGradients.js";
export { customGradient } from "./autograd/customGradient.js";
export { hessian } from "./autograd/hessian.js";
export { openTapes, stopGradient } from "./autograd/tape.js";
export { grad, jvp, type ValueAndGradients, type Vjp, valueAndGrad, vjp } from "./autograd/transforms.js";
export type { Backend, Binding, BufferHandle, Graph, GraphNode, Program, ValueSpec } from "./backend.js";
export { type Compiled, compile } from "./compile/compile.js";
export { isTracing, untraced } from "./compile/tracing.js";
export { type CpuBackend, type CpuOptions, createCpuBackend } from "./cpu/backend.js";
export {
  type MatmulFacts,
  type MatmulProvider,
  type MatmulRun,
  setMatmulProvider,
} from "./cpu/matmulProvider.js";
export {
  arange,
  type CreationOptions,
  eye,
  full,
  fullLike,
  linspace,
  ones,
  onesLike,
  tensor,
  zeros,
  zerosLike,
} from "./creation.js";
export { currentBackend, setThreads, threads, useBackend } from "./current.js";
export {
  bytesOf,
  type DType,
  dtypes,
  isFloat,
  storedElements,
  storedNumbers,
  type TypedArray,
  typedArray,
} from "./dtype.js";
export * from "./errors.js";
export { debugMemory, type MemoryReport, memory, useFinalizer } from "./memory.js";
export * from "./ops/index.js";
export type { GradientContext, GradientFunction, Gradients } from "./ops/op.js";
export * from "./random/index.js";
export { createReferenceBackend } from "./reference/backend.js";
export { Scope, scope } from "./scope.js";
export { broadcastShapes, formatShape, type Shape, sizeOf } from "./shape.js";
export { type NestedArray, Tensor, type TensorLike } from "./tensor.js";
export { Variable } from "./variable.js";
