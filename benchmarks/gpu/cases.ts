/** A product [m, k]·[k, n] of each of a batch. */
export interface ProductCase {
  readonly kind: "matmul";
  readonly name: string;
  readonly dtype: "float32" | "float16";
  readonly batch: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** A square convolution, or one of its gradients. */
export interface ConvolutionCase {
  readonly kind: "conv2d" | "conv2dInputGradient" | "conv2dWeightGradient";
  readonly name: string;
  readonly dtype: "float32";
  readonly images: number;
  readonly channels: number;
  readonly outputs: number;
  readonly plane: number;
  readonly size: number;
  readonly stride: number;
  readonly padding: number;
}

export type Case = ProductCase | ConvolutionCase;

const product = (
  [m, n, k]: readonly [number, number, number],
  letters = "nn",
  dtype: "float32" | "float16" = "float32",
  batch = 1,
): ProductCase => ({
  kind: "matmul",
  name: `matmul ${batch > 1 ? `${batch} of ` : ""}${m}×${k}×${n} ${letters} ${dtype}`,
  dtype,
  batch,
  m,
  n,
  k,
  transposeA: letters[0] === "t",
  transposeB: letters[1] === "t",
});

/** ResNet-18's kinds of layers (He et al. 2016, table 1): input and output channels, plane, window, stride. */
const layers = [
  [3, 64, 224, 7, 2],
  [64, 64, 56, 3, 1],
  [64, 128, 56, 3, 2],
  [64, 128, 56, 1, 2],
  [128, 128, 28, 3, 1],
  [128, 256, 28, 3, 2],
  [256, 256, 14, 3, 1],
  [256, 512, 14, 3, 2],
  [512, 512, 7, 3, 1],
] as const;

const convolutions = (images: number, shrink: number): ConvolutionCase[] =>
  layers.flatMap(([channels, outputs, plane, size, stride]) =>
    (["conv2d", "conv2dInputGradient", "conv2dWeightGradient"] as const).map((kind) => ({
      kind,
      name: `${kind} ${images}×${Math.ceil(channels / shrink)}×${Math.ceil(plane / shrink)}² → ${Math.ceil(outputs / shrink)}, ${size}×${size}, stride ${stride}`,
      dtype: "float32" as const,
      images,
      channels: Math.ceil(channels / shrink),
      outputs: Math.ceil(outputs / shrink),
      plane: Math.ceil(plane / shrink),
      size,
      stride,
      padding: (size - 1) / 2,
    })),
  );

/** What a card is timed by. */
export const largeCases: readonly Case[] = [
  product([4096, 4096, 4096]),
  product([4096, 4096, 4096], "nt"),
  product([4096, 4096, 4096], "tn"),
  product([4096, 4096, 4096], "nn", "float16"),
  product([1024, 1024, 1024]),
  product([256, 256, 256]),
  product([512, 64, 512], "nn", "float32", 64),
  product([128, 256, 784]),
  product([784, 256, 128], "tn"),
  product([1, 4096, 4096]),
  product([4096, 1, 4096]),
  product([16, 4096, 4096], "nt"),
  product([64, 64, 262144], "nt"),
  ...convolutions(64, 1),
];

/** What a software adapter is checked by. */
export const smallCases: readonly Case[] = [
  product([130, 70, 33]),
  product([64, 64, 64], "nt"),
  product([40, 50, 3000], "tn"),
  product([3, 100, 500]),
  product([20, 30, 40], "tt", "float32", 3),
  ...convolutions(2, 16),
];

/** Multiplications and additions. */
export function operations(c: Case): number {
  if (c.kind === "matmul") return 2 * c.batch * c.m * c.n * c.k;
  return 2 * c.images * c.outputs * outputPlane(c) ** 2 * c.channels * c.size ** 2;
}

export function outputPlane({ plane, padding, size, stride }: ConvolutionCase): number {
  return Math.floor((plane + 2 * padding - size) / stride) + 1;
}

/** The shapes of what goes in and of what comes out. */
export function shapesOf(c: Case): { inputs: number[][]; output: number[] } {
  if (c.kind === "matmul") {
    const a = c.transposeA ? [c.k, c.m] : [c.m, c.k];
    const b = c.transposeB ? [c.n, c.k] : [c.k, c.n];
    const lead = c.batch > 1 ? [c.batch] : [];
    return {
      inputs: [
        [...lead, ...a],
        [...lead, ...b],
      ],
      output: [...lead, c.m, c.n],
    };
  }
  const x = [c.images, c.channels, c.plane, c.plane];
  const w = [c.outputs, c.channels, c.size, c.size];
  const y = [c.images, c.outputs, outputPlane(c), outputPlane(c)];
  if (c.kind === "conv2d") return { inputs: [x, w], output: y };
  return c.kind === "conv2dInputGradient" ? { inputs: [y, w], output: x } : { inputs: [x, y], output: w };
}

export function attributesOf(c: Case): Record<string, unknown> {
  if (c.kind === "matmul") return { transposeA: c.transposeA, transposeB: c.transposeB };
  const both = (n: number) => [n, n] as const;
  return {
    plane: both(c.plane),
    size: both(c.size),
    stride: both(c.stride),
    dilation: [1, 1],
    before: both(c.padding),
    after: both(c.padding),
    count: both(outputPlane(c)),
    groups: 1,
  };
}
