import type { ValueSpec } from "../../backend.js";
import { bytesOf } from "../../dtype.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import { sizeOf } from "../../shape.js";
import type { CpuKernel } from "../kernel.js";
import { gradientSpread, inputGradientCorrelations, inputSpread, tapOffsets } from "./convolutionPlan.js";
import { depthwise, depthwiseInputGradient, depthwiseOf, depthwiseWeightGradient } from "./depthwise.js";
import { correlation } from "./directConvolution.js";
import { directWeightGradient } from "./directWeightGradient.js";
import { pointwise, pointwiseInputGradient, pointwiseOf, pointwiseWeightGradient } from "./pointwise.js";
import { zeroRun } from "./scratch.js";
import { winograd } from "./winograd.js";
import { winogradPays } from "./winogradTiles.js";
import { winogradWeightGradient } from "./winogradWeightGradient.js";

/** Two operations a tap of weights w [outputs, ...] and a value of y. */
const work = (w: ValueSpec, y: ValueSpec) => (2 * sizeOf(y.shape) * sizeOf(w.shape)) / w.shape[0]!;

/** y = x ⋆ w: in tiles where that pays, else each image is spread and correlated with its group's packed weights. */
export const convolutionKernel: CpuKernel<ConvolutionAttributes> = {
  dtypes: ["float32", "float64"],
  strided: false,
  flops: ([, w], y) => work(w!, y),
  takesEpilogue: true,
  biasAxis: 1,
  prepare: (machine, [x, w], output, attributes, epilogue) => {
    const { dtype } = output;
    const [images, channels] = x!.shape as [number, number];
    const outputs = w!.shape[0]!;
    const { groups, count, plane, before } = attributes;
    const size = sizeOf(output.shape);
    // With nothing to sum up a convolution is its bias still.
    if (size === 0) return zeroRun(machine, 0);
    const tiled = { images, channels, outputs, plane, before, count };
    if (winogradPays(dtype, tiled, attributes)) {
      const run = winograd(machine, tiled, { first: 0, summed: 9, output: channels * 9, tap: 1 }, epilogue);
      return ([from, weights, bias], out) => run(from!, weights!, bias!, out);
    }
    const single = channels > 0 && pointwiseOf(x!, outputs, attributes);
    if (single) {
      const run = pointwise(machine, single, epilogue);
      return ([from, weights, bias], out) => run(from!, weights!, out, bias);
    }
    const planes = depthwiseOf(x!, outputs, attributes);
    if (planes) {
      const run = depthwise(machine, planes, epilogue);
      return ([from, weights, bias], out) => run(from!, weights!, bias!, out);
    }
    const inputs = channels / groups;
    const spread = inputSpread(attributes);
    const offsets = tapOffsets(attributes, inputs, spread);
    const all = {
      count,
      start: [0, 0],
      step: [1, 1],
      image: 0,
      offsets,
      weights: offsets.map((_, k) => k),
    } as const;
    const m = outputs / groups;
    const source = { dtype, images, groups, channels: inputs, plane, spread };
    const steps = { row: offsets.length, group: m * offsets.length };
    const isEmpty = offsets.length === 0;
    const run = correlation(machine, source, isEmpty ? [] : [all], m, steps, count, isEmpty, epilogue);
    return ([from, weights, bias], out) => run(from!, weights!, bias!, out);
  },
};

/** dx: a convolution of dy with turned weights, in tiles; or dy is spread, and each phase of dx correlated with its taps. */
export const convolutionInputGradientKernel: CpuKernel<ConvolutionAttributes> = {
  dtypes: ["float32", "float64"],
  strided: false,
  flops: ([dy, w]) => work(w!, dy!),
  prepare: (machine, [dy, w], output, attributes) => {
    const { dtype } = output;
    const bytes = sizeOf(output.shape) * bytesOf(dtype);
    const images = dy!.shape[0]!;
    const { groups, plane, size, count, before } = attributes;
    const m = w!.shape[1]!;
    const outputs = w!.shape[0]! / groups;
    const spread = gradientSpread(attributes);
    const correlations = inputGradientCorrelations(attributes, outputs, m, spread).filter(
      (c) => c.offsets.length > 0,
    );
    if (bytes === 0 || sizeOf(dy!.shape) === 0 || correlations.length === 0) return zeroRun(machine, bytes);
    const turned = [2 - before[0], 2 - before[1]] as const;
    const tiled = { images, channels: outputs, outputs: m, plane: count, before: turned, count: plane };
    if (winogradPays(dtype, tiled, attributes)) {
      const run = winograd(machine, tiled, { first: 8, summed: m * 9, output: 9, tap: -1 });
      return ([from, weights], out) => run(from!, weights!, 0, out);
    }
    const single = pointwiseOf(output, outputs, attributes);
    if (single) {
      const run = pointwiseInputGradient(machine, single);
      return ([from, weights], out) => run(from!, weights!, out);
    }
    const planes = depthwiseOf(output, w!.shape[0]!, attributes);
    if (planes) {
      const run = depthwiseInputGradient(machine, planes);
      return ([from, weights], out) => run(from!, weights!, 0, out);
    }
    const taps = size[0] * size[1];
    const source = { dtype, images, groups, channels: outputs, plane: count, spread };
    const steps = { row: taps, group: outputs * m * taps };
    const reached = correlations.reduce((sum, { offsets }) => sum + offsets.length, 0) === taps * outputs;
    const sparse = !(reached && stepsCover(attributes));
    const run = correlation(machine, source, correlations, m, steps, plane, sparse);
    return ([from, weights], out) => run(from!, weights!, 0, out);
  },
};

/** Whether each phase of a stride has a tap. */
function stepsCover({ size, stride, dilation }: ConvolutionAttributes): boolean {
  const covered = (axis: 0 | 1) =>
    new Set(Array.from({ length: size[axis] }, (_, tap) => (tap * dilation[axis]) % stride[axis])).size ===
    stride[axis];
  return covered(0) && covered(1);
}

/** dw: summed over the images, from x in tiles or spread as in the forward pass. */
export const convolutionWeightGradientKernel: CpuKernel<ConvolutionAttributes> = {
  dtypes: ["float32", "float64"],
  strided: false,
  flops: ([, dy], w) => work(w, dy!),
  prepare: (machine, [x, dy], output, attributes) => {
    const { dtype } = output;
    const bytes = sizeOf(output.shape) * bytesOf(dtype);
    const [images, channels] = x!.shape as [number, number];
    const { groups, count, plane, before } = attributes;
    if (bytes === 0 || sizeOf(dy!.shape) === 0 || sizeOf(x!.shape) === 0) return zeroRun(machine, bytes);
    const outputs = dy!.shape[1]!;
    const tiled = { images, channels, outputs, plane, before, count };
    if (winogradPays(dtype, tiled, attributes)) {
      const run = winogradWeightGradient(machine, tiled);
      return ([from, gradient], out) => run(from!, gradient!, out);
    }
    const single = pointwiseOf(x!, outputs, attributes);
    if (single) {
      const run = pointwiseWeightGradient(machine, single);
      return ([from, gradient], out) => run(from!, gradient!, out);
    }
    const planes = depthwiseOf(x!, outputs, attributes);
    if (planes) {
      const run = depthwiseWeightGradient(machine, planes);
      return ([from, gradient], out) => run(from!, gradient!, out);
    }
    const spread = inputSpread(attributes);
    const offsets = tapOffsets(attributes, channels / groups, spread);
    const source = { dtype, images, groups, channels: channels / groups, plane, spread };
    const run = directWeightGradient(machine, source, offsets, outputs / groups, count);
    return ([from, gradient], out) => run(from!, gradient!, out);
  },
};
