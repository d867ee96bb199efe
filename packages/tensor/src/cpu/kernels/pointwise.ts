import type { DType } from "../../dtype.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import type { CpuMachine, Epilogue } from "../kernel.js";
import { prepareProduct } from "./product.js";
import type { ProductSpec } from "./productSpec.js";

/** A convolution whose windows are single places, each once: a product of matrices an image. */
export interface Pointwise {
  readonly dtype: DType;
  readonly images: number;
  readonly channels: number;
  readonly outputs: number;
  readonly places: number;
}

/** Whether a convolution is one, of one group. */
export function isPointwise({ size, stride, plane, count, before, groups }: ConvolutionAttributes): boolean {
  const one = (axis: 0 | 1) => size[axis] === 1 && stride[axis] === 1 && before[axis] === 0;
  return groups === 1 && one(0) && one(1) && count[0] === plane[0] && count[1] === plane[1];
}

type Run = (a: number, b: number, out: number, bias?: number) => void;

/** y [outputs, places] = w·x an image, or with `turned` x [channels, places] = wᵀ·y. */
export function pointwise(
  machine: CpuMachine,
  { dtype, images, channels, outputs, places }: Pointwise,
  turned: boolean,
  epilogue?: Epilogue,
): Run {
  const [m, depth] = turned ? [channels, outputs] : [outputs, channels];
  const batch = Array.from({ length: images }, (_, i) => ({
    a: 0,
    b: i * depth * places,
    c: i * m * places,
  }));
  const run = prepareProduct(machine, {
    ...{ dtype: dtype as ProductSpec["dtype"], m, n: places, depth, batch },
    ...{ a: turned ? [1, channels] : [channels, 1], b: [places, 1] },
    ...{ bias: epilogue?.bias ? "row" : undefined, relu: epilogue?.relu ?? false },
  });
  return (from, weights, out, bias) => run(weights, from, out, bias);
}

/** dw [outputs, channels] = Σ dy·xᵀ over the images, in their order. */
export function pointwiseWeightGradient(
  machine: CpuMachine,
  { dtype, images, channels, outputs, places }: Pointwise,
): Run {
  const spec: ProductSpec = {
    ...{ dtype: dtype as ProductSpec["dtype"], m: outputs, n: channels, depth: places },
    ...{ a: [places, 1], b: [1, places] },
  };
  const first = prepareProduct(machine, spec);
  const others = prepareProduct(machine, { ...spec, accumulate: true });
  const width = dtype === "float64" ? 8 : 4;
  return (from, dy, out) => {
    for (let n = 0; n < images; n++) {
      const run = n === 0 ? first : others;
      run(dy + n * outputs * places * width, from + n * channels * places * width, out);
    }
  };
}
