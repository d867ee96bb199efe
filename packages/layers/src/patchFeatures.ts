import {
  add,
  averagePool2d,
  conv2d,
  type DType,
  maximum,
  mean,
  mul,
  reshape,
  rsqrt,
  type Shape,
  sizeOf,
  sqrt,
  square,
  sub,
  type Tensor,
  UsageError,
  type Variable,
} from "@mebae/tensor";
import { count as wholeNumber, within } from "./expect.js";
import { inChunks } from "./inChunks.js";
import { constant } from "./initializers/constant.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface PatchFeaturesOptions {
  /** Pixels a side of a patch. Default 6. */
  readonly size?: number;
  /** What is taken off each response before it is cut at 0. Default 0.25. */
  readonly threshold?: number;
  /** Responses of windows of so many pixels a side are averaged. Default 4. */
  readonly pool?: number;
  /** Added to a patch's variance before it is divided by its root. Default 0.01. */
  readonly epsilon?: number;
  readonly dtype?: DType;
}

/**
 * How much each part of an image is like each of `count` patches, x [n, channels, h, w] (Coates, Lee & Ng 2011, "An analysis
 * of single-layer networks in unsupervised feature learning"):
 *   p̂ = (p-μₚ)/√(σₚ²+ε) for each patch p of the image, by its own mean and variance
 *   r = max(0, W·p̂ - b - threshold), and y = √(mean of r over each pool × pool window), [n, count, h', w']
 * W and b, buffers, hold whitened patches of training images: W = D·M and b = W·m, where M whitens p̂ - m and D are
 * rows of unit length. `randomPatches` of @mebae/training fits them.
 */
export class PatchFeatures extends Layer {
  static override readonly type = "PatchFeatures";
  readonly weight: Variable;
  readonly bias: Variable;
  readonly size: number;
  readonly threshold: number;
  readonly pool: number;
  readonly epsilon: number;

  constructor(
    readonly channels: number,
    readonly count: number,
    options: PatchFeaturesOptions = {},
  ) {
    super();
    const { size = 6, threshold = 0.25, pool = 4, epsilon = 0.01, dtype = "float32" } = options;
    for (const [name, n] of Object.entries({ channels, count: this.count, size, pool }))
      wholeNumber("PatchFeatures", name, n);
    if (channels * size * size < 2)
      throw new UsageError("PatchFeatures: a patch of one number has no variance");
    this.size = size;
    this.pool = pool;
    this.threshold = within("PatchFeatures", "threshold", threshold, 0, Number.MAX_VALUE);
    this.epsilon = within("PatchFeatures", "epsilon", epsilon, Number.MIN_VALUE, Number.MAX_VALUE);
    const fixed = { dtype, trainable: false };
    this.weight = this.parameter("weight", [this.count, channels, size, size], constant(0), fixed);
    this.bias = this.parameter("bias", [this.count], constant(0), fixed);
  }

  static fromJSON(json: { channels: number; count: number } & PatchFeaturesOptions): PatchFeatures {
    return new PatchFeatures(json.channels, json.count, json);
  }

  override toJSON(): LayerJSON {
    const { channels, size, threshold, pool, epsilon } = this;
    const options = { size, threshold, pool, epsilon, dtype: this.weight.dtype };
    return { type: PatchFeatures.type, channels, count: this.count, ...options };
  }

  override multiplyAdds(_: readonly Shape[], y: Shape): number {
    return sizeOf(y) * this.pool ** 2 * this.channels * this.size ** 2;
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", this.channels, "h", "w"]]);
    this.expectDtype(x, this.weight.dtype);
    const [, , height, width] = x.shape as readonly [number, number, number, number];
    return inChunks(x, this.count * height * width, (part) => this.#features(part));
  }

  #features(x: Tensor): Tensor {
    const { size } = this;
    const local = (values: Tensor) =>
      averagePool2d(mean(values, { axes: 1, keepDims: true }), { size, stride: 1 });
    const average = local(x);
    const variance = maximum(sub(local(square(x)), square(average)), 0);
    // The rows of W sum to 0 but for what m adds, so W·(p-μₚ) needs their sums beside the convolution.
    const weight = this.weight.value;
    const sums = reshape(mul(mean(weight, { axes: [1, 2, 3] }), this.channels * size ** 2), [
      1,
      this.count,
      1,
      1,
    ]);
    const centred = sub(conv2d(x, weight), mul(average, sums));
    const response = mul(centred, rsqrt(add(variance, this.epsilon)));
    const offset = reshape(add(this.bias.value, this.threshold), [1, this.count, 1, 1]);
    const cut = maximum(sub(response, offset), 0);
    return sqrt(add(averagePool2d(cut, { size: this.pool, stride: this.pool }), 1e-8));
  }
}
