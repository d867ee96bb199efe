import {
  convolutionInputGradientKernel,
  convolutionKernel,
  convolutionWeightGradientKernel,
} from "../cpu/kernels/convolution.js";
import { isFloat } from "../dtype.js";
import { DtypeError, ShapeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import { formatShape, type Shape, sameShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import type { KernelOp, TensorSpec } from "./op.js";
import {
  checkFourAxes,
  type Pair,
  type SlidingOptions,
  type SlidingWindows,
  slidingWindows,
} from "./slidingWindows.js";

export interface Conv2dOptions extends SlidingOptions {
  /** The channels fall into so many groups that don't see one another; 1 by default. */
  readonly groups?: number;
}

/** One convolution; its two gradients have the same attributes. */
export interface ConvolutionAttributes extends SlidingWindows {
  readonly groups: number;
}

/** Calls back for every product x[place]·w[place] that y[place] adds up, all row-major. */
function eachProduct(
  [images, channels]: Shape,
  outputs: number,
  { plane, size, stride, dilation, before, count, groups }: ConvolutionAttributes,
  visit: (x: number, w: number, y: number) => void,
): void {
  const inputsOfGroup = channels! / groups;
  const outputsOfGroup = outputs / groups;
  let y = 0;
  for (let n = 0; n < images!; n++) {
    for (let o = 0; o < outputs; o++) {
      const firstChannel = n * channels! + Math.floor(o / outputsOfGroup) * inputsOfGroup;
      for (let row = 0; row < count[0]; row++) {
        for (let column = 0; column < count[1]; column++, y++) {
          let w = o * inputsOfGroup * size[0] * size[1];
          for (let c = 0; c < inputsOfGroup; c++) {
            for (let u = 0; u < size[0]; u++) {
              const i = row * stride[0] + u * dilation[0] - before[0];
              for (let v = 0; v < size[1]; v++, w++) {
                const j = column * stride[1] + v * dilation[1] - before[1];
                if (i < 0 || i >= plane[0] || j < 0 || j >= plane[1]) continue;
                visit(((firstChannel + c) * plane[0] + i) * plane[1] + j, w, y);
              }
            }
          }
        }
      }
    }
  }
}

function checkDtypes(a: TensorSpec, b: TensorSpec, where: string): void {
  if (a.dtype !== b.dtype || !isFloat(a.dtype)) {
    throw new DtypeError(`${where}: expected floats of one dtype, got ${a.dtype} and ${b.dtype}`);
  }
}

function checkGroups(channels: number, outputs: number, groups: number, where: string): void {
  if (channels % groups !== 0 || outputs % groups !== 0) {
    throw new ShapeError(
      `${where}: ${channels} input and ${outputs} output channels don't fall into ${groups} groups`,
    );
  }
}

function expectShape(found: Shape, expected: Shape, what: string, where: string): void {
  if (sameShape(found, expected)) return;
  throw new ShapeError(
    `${where}: expected ${what} of shape ${formatShape(expected)}, got ${formatShape(found)}`,
  );
}

const conv2dOp: KernelOp<ConvolutionAttributes> = kernelOp<ConvolutionAttributes>({
  name: "conv2d",
  infer: ([x, w], { groups, count, size }) => {
    checkDtypes(x!, w!, "conv2d");
    const [n, channels] = x!.shape as [number, number];
    const outputs = w!.shape[0]!;
    checkGroups(channels, outputs, groups, "conv2d");
    expectShape(w!.shape, [outputs, channels / groups, ...size], "weights", "conv2d");
    return { dtype: x!.dtype, shape: [n, outputs, ...count] };
  },
  compute: ([x, w], out, attributes) => {
    eachProduct(x!.shape, w!.shape[0]!, attributes, (i, k, o) => {
      out.data[o]! += x!.data[i]! * w!.data[k]!;
    });
  },
  cpu: convolutionKernel,
  gradients: [
    (dy, { y: w, attributes }) => execute(inputGradientOp, [dy, w], attributes),
    (dy, { x, attributes }) => execute(weightGradientOp, [x, dy], attributes),
  ],
});

const inputGradientOp: KernelOp<ConvolutionAttributes> = kernelOp<ConvolutionAttributes>({
  name: "conv2dInputGradient",
  infer: ([dy, w], { groups, count, size, plane }) => {
    checkDtypes(dy!, w!, "conv2dInputGradient");
    const [outputs, inputsOfGroup] = w!.shape as [number, number];
    checkGroups(inputsOfGroup * groups, outputs, groups, "conv2dInputGradient");
    expectShape(w!.shape, [outputs, inputsOfGroup, ...size], "weights", "conv2dInputGradient");
    expectShape(dy!.shape, [dy!.shape[0]!, outputs, ...count], "dy", "conv2dInputGradient");
    return { dtype: dy!.dtype, shape: [dy!.shape[0]!, inputsOfGroup * groups, ...plane] };
  },
  compute: ([dy, w], out, attributes) => {
    eachProduct(out.shape, w!.shape[0]!, attributes, (i, k, o) => {
      out.data[i]! += dy!.data[o]! * w!.data[k]!;
    });
  },
  cpu: convolutionInputGradientKernel,
  gradients: [
    (g, { y: w, attributes }) => execute(conv2dOp, [g, w], attributes),
    (g, { x: dy, attributes }) => execute(weightGradientOp, [g, dy], attributes),
  ],
});

const weightGradientOp: KernelOp<ConvolutionAttributes> = kernelOp<ConvolutionAttributes>({
  name: "conv2dWeightGradient",
  infer: ([x, dy], { groups, count, size }) => {
    checkDtypes(x!, dy!, "conv2dWeightGradient");
    const [n, channels] = x!.shape as [number, number];
    const outputs = dy!.shape[1]!;
    checkGroups(channels, outputs, groups, "conv2dWeightGradient");
    expectShape(dy!.shape, [n, outputs, ...count], "dy", "conv2dWeightGradient");
    return { dtype: x!.dtype, shape: [outputs, channels / groups, ...size] };
  },
  compute: ([x, dy], out, attributes) => {
    eachProduct(x!.shape, out.shape[0]!, attributes, (i, k, o) => {
      out.data[k]! += x!.data[i]! * dy!.data[o]!;
    });
  },
  cpu: convolutionWeightGradientKernel,
  gradients: [
    (g, { y: dy, attributes }) => execute(inputGradientOp, [dy, g], attributes),
    (g, { x, attributes }) => execute(conv2dOp, [x, g], attributes),
  ],
});

function attributesOf(where: string, plane: Pair, size: Pair, options: Conv2dOptions): ConvolutionAttributes {
  const { groups = 1 } = options;
  if (!Number.isInteger(groups) || groups < 1) {
    throw new UsageError(`${where}: expected 1 group or more, got ${groups}`);
  }
  return { ...slidingWindows(where, plane, size, options), groups };
}

const planeOf = ({ shape }: Tensor) => [shape[2]!, shape[3]!] as const;

/**
 * y[n, o, i, j] = Σ_{c, u, v} x[n, c, i·stride + u·dilation - top, j·stride + v·dilation - left]·w[o, c, u, v], x being
 * 0 outside: x [n, c, h, w] and weights [o, c/groups, kh, kw] give [n, o, oh, ow]. An output channel of group g sees
 * the input channels of group g. Gradients: `conv2dInputGradient` and `conv2dWeightGradient`.
 */
export function conv2d(x: Tensor, weights: Tensor, options: Conv2dOptions = {}): Tensor {
  checkFourAxes(x.shape, "images [n, c, h, w]", "conv2d");
  checkFourAxes(weights.shape, "weights [o, c, h, w]", "conv2d");
  return execute(conv2dOp, [x, weights], attributesOf("conv2d", planeOf(x), planeOf(weights), options));
}

/**
 * The adjoint of `conv2d` by its images, also called transposed convolution: dy [n, o, oh, ow] and weights
 * [o, c/groups, kh, kw] give [n, c, h, w] for a `plane` of h×w; the options are those of the convolution.
 * Gradients: the `conv2d` of what arrives with the weights, and `conv2dWeightGradient` of it and dy.
 */
export function conv2dInputGradient(
  dy: Tensor,
  weights: Tensor,
  plane: Pair,
  options: Conv2dOptions = {},
): Tensor {
  checkFourAxes(dy.shape, "dy [n, o, h, w]", "conv2dInputGradient");
  checkFourAxes(weights.shape, "weights [o, c, h, w]", "conv2dInputGradient");
  const attributes = attributesOf("conv2dInputGradient", plane, planeOf(weights), options);
  return execute(inputGradientOp, [dy, weights], attributes);
}

/**
 * The adjoint of `conv2d` by its weights: x [n, c, h, w] and dy [n, o, oh, ow] give [o, c/groups, kh, kw] for a `size`
 * of kh×kw; the options are those of the convolution.
 * Gradients: `conv2dInputGradient` of dy, and the `conv2d` of x, each with what arrives as weights.
 */
export function conv2dWeightGradient(x: Tensor, dy: Tensor, size: Pair, options: Conv2dOptions = {}): Tensor {
  checkFourAxes(x.shape, "images [n, c, h, w]", "conv2dWeightGradient");
  checkFourAxes(dy.shape, "dy [n, o, h, w]", "conv2dWeightGradient");
  const attributes = attributesOf("conv2dWeightGradient", planeOf(x), size, options);
  return execute(weightGradientOp, [x, dy], attributes);
}
