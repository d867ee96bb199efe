import { averageGradientKernel, averageKernel } from "../cpu/kernels/pooling.js";
import { isFloat } from "../dtype.js";
import { DtypeError } from "../errors.js";
import { execute } from "../execute.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import type { KernelOp, TensorSpec } from "./op.js";
import { eachPooled, type Pool2dOptions, poolingWindows } from "./pooling.js";
import type { SlidingWindows } from "./slidingWindows.js";

export interface AveragePool2dOptions extends Pool2dOptions {
  /** Whether the zeros of the padding count in the mean. True by default, as in PyTorch. */
  readonly countIncludePadding?: boolean;
}

export interface AveragePoolAttributes extends SlidingWindows {
  readonly countIncludePadding: boolean;
}

function checkFloat({ dtype }: TensorSpec): void {
  if (!isFloat(dtype)) throw new DtypeError(`averagePool2d: expected floats, got ${dtype}`);
}

/** By how many elements each window's sum is divided. */
function divisors(planes: number, outputs: number, attributes: AveragePoolAttributes): Float64Array {
  const { size, countIncludePadding } = attributes;
  const counts = new Float64Array(outputs).fill(countIncludePadding ? size[0] * size[1] : 0);
  if (!countIncludePadding) {
    eachPooled(planes, attributes, (_, window) => {
      counts[window]! += 1;
    });
  }
  return counts;
}

const averageOp: KernelOp<AveragePoolAttributes> = kernelOp<AveragePoolAttributes>({
  name: "averagePool2d",
  infer: ([x], { count }) => {
    checkFloat(x!);
    return { dtype: x!.dtype, shape: [x!.shape[0]!, x!.shape[1]!, ...count] };
  },
  compute: ([x], out, attributes) => {
    const planes = x!.shape[0]! * x!.shape[1]!;
    eachPooled(planes, attributes, (at, window) => {
      out.data[window]! += x!.data[at]!;
    });
    divisors(planes, out.data.length, attributes).forEach((n, window) => {
      out.data[window]! /= n;
    });
  },
  cpu: averageKernel,
  gradients: [(dy, { attributes }) => execute(gradientOp, [dy], attributes)],
});

const gradientOp: KernelOp<AveragePoolAttributes> = kernelOp<AveragePoolAttributes>({
  name: "averagePool2dGradient",
  infer: ([dy], { plane }) => ({ dtype: dy!.dtype, shape: [dy!.shape[0]!, dy!.shape[1]!, ...plane] }),
  compute: ([dy], out, attributes) => {
    const planes = dy!.shape[0]! * dy!.shape[1]!;
    const counts = divisors(planes, dy!.data.length, attributes);
    eachPooled(planes, attributes, (at, window) => {
      out.data[at]! += dy!.data[window]! / counts[window]!;
    });
  },
  cpu: averageGradientKernel,
  gradients: [(g, { attributes }) => execute(averageOp, [g], attributes)],
});

/**
 * The mean of each window, x [n, c, h, w] to [n, c, oh, ow]. ShapeError where no window fits, UsageError on options that
 * aren't counts. Gradient: each dy spread evenly over its window.
 */
export function averagePool2d(x: Tensor, options: AveragePool2dOptions): Tensor {
  const { countIncludePadding = true } = options;
  const windows = poolingWindows("averagePool2d", x, options);
  return execute(averageOp, [x], { ...windows, countIncludePadding });
}
