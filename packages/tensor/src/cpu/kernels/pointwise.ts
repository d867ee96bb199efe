import type { ValueSpec } from "../../backend.js";
import { bytesOf, type DType } from "../../dtype.js";
import type { Epilogue } from "../../fuse/ownKernel.js";
import type { ConvolutionAttributes } from "../../ops/conv2d.js";
import type { CpuMachine } from "../kernel.js";
import { codeOf, grainOf } from "./directConvolution.js";
import { prepareProduct } from "./product.js";
import type { ProductRun } from "./productLayout.js";
import type { ProductSpec } from "./productSpec.js";
import { withScratch } from "./scratch.js";

type Pair = readonly [number, number];

/** A convolution whose windows are single places: a product of matrices an image, of every stride-th place. */
export interface Pointwise {
  readonly dtype: DType;
  readonly images: number;
  readonly channels: number;
  readonly outputs: number;
  readonly plane: Pair;
  readonly count: Pair;
  readonly stride: Pair;
}

/** The product's shape, if a convolution of `x` with `outputs` outputs is one, of one group. */
export function pointwiseOf(
  { dtype, shape }: Pick<ValueSpec, "dtype" | "shape">,
  outputs: number,
  { size, stride, plane, count, before, after, groups }: ConvolutionAttributes,
): Pointwise | undefined {
  const one = (axis: 0 | 1) => size[axis] === 1 && before[axis] === 0 && after[axis] === 0;
  if (groups !== 1 || !one(0) || !one(1)) return undefined;
  return { dtype, images: shape[0]!, channels: shape[1]!, outputs, plane, count, stride };
}

/** y [outputs, places] = w·x an image. */
export function pointwise(machine: CpuMachine, shape: Pointwise, epilogue?: Epilogue): ProductRun {
  const { outputs, channels } = shape;
  const run = products(machine, shape, outputs, channels, [channels, 1], epilogue);
  const gather = gathering(machine, shape);
  return (from, weights, out, bias) => gather(from, (x) => run(weights, x, out, bias));
}

/** x [channels, places] = wᵀ·dy an image, between zeros. */
export function pointwiseInputGradient(machine: CpuMachine, shape: Pointwise): ProductRun {
  const { outputs, channels, images, plane, count, stride, dtype } = shape;
  const run = products(machine, shape, channels, outputs, [1, channels]);
  if (isDense(shape)) return (dy, weights, out) => run(weights, dy, out);
  const code = codeOf(machine, dtype)("scatterSteps");
  const work = { range: 0, count: images * channels, grain: grainOf(machine, plane[0] * plane[1]) };
  const lend = withScratch(machine, [bytesOfPlaces(shape)]);
  return (dy, weights, out) =>
    lend((space) => {
      run(weights, dy, space!);
      machine.share(code, [0, 0, space!, ...count, ...stride, out, ...plane], work);
    });
}

/** dw [outputs, channels] = Σ dy·xᵀ over the images, in their order. */
export function pointwiseWeightGradient(machine: CpuMachine, shape: Pointwise): ProductRun {
  const { dtype, images, channels, outputs, count } = shape;
  const places = count[0] * count[1];
  const spec: ProductSpec = {
    ...{ dtype: dtype as ProductSpec["dtype"], m: outputs, n: channels, depth: places },
    ...{ a: [places, 1], b: [1, places] },
  };
  const first = prepareProduct(machine, spec);
  const others = prepareProduct(machine, { ...spec, accumulate: true });
  const width = bytesOf(dtype);
  const gather = gathering(machine, shape);
  return (from, dy, out) =>
    gather(from, (x) => {
      for (let n = 0; n < images; n++) {
        const run = n === 0 ? first : others;
        run(dy + n * outputs * places * width, x + n * channels * places * width, out);
      }
    });
}

/** A product for each image of w, or its transpose, with [depth, places]. */
function products(
  machine: CpuMachine,
  { dtype, images, count }: Pointwise,
  m: number,
  depth: number,
  a: Pair,
  epilogue?: Epilogue,
): ProductRun {
  const n = count[0] * count[1];
  const batch = Array.from({ length: images }, (_, i) => ({ a: 0, b: i * depth * n, c: i * m * n }));
  return prepareProduct(machine, {
    ...{ dtype: dtype as ProductSpec["dtype"], m, n, depth, batch, a, b: [n, 1] },
    ...{ bias: epilogue?.bias ? "row" : undefined, relu: epilogue?.relu ?? false },
  });
}

function isDense({ plane, count }: Pointwise): boolean {
  return plane[0] === count[0] && plane[1] === count[1];
}

function bytesOfPlaces({ dtype, images, channels, count }: Pointwise): number {
  // Vector loads of a product run over the end.
  return images * channels * count[0] * count[1] * bytesOf(dtype) + 32;
}

/** What hands over the places that are read, side by side. */
function gathering(machine: CpuMachine, shape: Pointwise): (from: number, use: (x: number) => void) => void {
  if (isDense(shape)) return (from, use) => use(from);
  const { dtype, images, channels, plane, count, stride } = shape;
  const code = codeOf(machine, dtype)("gatherSteps");
  const work = { range: 0, count: images * channels, grain: grainOf(machine, count[0] * count[1]) };
  const lend = withScratch(machine, [bytesOfPlaces(shape)]);
  return (from, use) =>
    lend((space) => {
      machine.share(code, [0, 0, from, ...plane, ...stride, space!, ...count], work);
      use(space!);
    });
}
