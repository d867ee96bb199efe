import {
  add,
  type DType,
  mean,
  mul,
  reshape,
  rsqrt,
  type Shape,
  ShapeError,
  sizeOf,
  square,
  sub,
  type Tensor,
  type Variable,
} from "@mebae/tensor";
import { count, within } from "./expect.js";
import { constant } from "./initializers/constant.js";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";

export interface BatchNormOptions {
  /** The share of the new batch in the running statistics, 0.1 by default: running ← 0.9·running + 0.1·batch. */
  readonly momentum?: number;
  /** ε, 1e-5 by default. */
  readonly epsilon?: number;
  readonly dtype?: DType;
}

/**
 * Batch normalization (Ioffe & Szegedy 2015) of each channel over the batch and space, x [n, c], [n, c, l] or
 * [n, c, h, w]:
 *   μ = (1/n) Σ x    σ² = (1/n) Σ (x-μ)²    x̂ = (x-μ)/√(σ²+ε)    y = γx̂ + β
 * In training by the batch's statistics, through which gradients flow; at inference by the running ones. The running
 * variance averages σ² as it stands above; PyTorch's averages the unbiased n/(n-1)·σ².
 */
export class BatchNorm extends Layer {
  static override readonly type = "BatchNorm";
  readonly gamma: Variable;
  readonly beta: Variable;
  readonly runningMean: Variable;
  readonly runningVariance: Variable;
  readonly momentum: number;
  readonly epsilon: number;

  constructor(
    readonly channels: number,
    options: BatchNormOptions = {},
  ) {
    super();
    count("BatchNorm", "channels", channels);
    const { momentum = 0.1, epsilon = 1e-5, dtype = "float32" } = options;
    this.momentum = within("BatchNorm", "momentum", momentum, 0, 1);
    this.epsilon = within("BatchNorm", "epsilon", epsilon, 0, Number.MAX_VALUE);
    this.gamma = this.parameter("gamma", [channels], constant(1), { dtype });
    this.beta = this.parameter("beta", [channels], constant(0), { dtype });
    this.runningMean = this.parameter("runningMean", [channels], constant(0), { dtype, trainable: false });
    this.runningVariance = this.parameter("runningVariance", [channels], constant(1), {
      dtype,
      trainable: false,
    });
  }

  static fromJSON(json: { channels: number } & BatchNormOptions): BatchNorm {
    return new BatchNorm(json.channels, json);
  }

  override toJSON(): LayerJSON {
    const { channels, momentum, epsilon } = this;
    return { type: BatchNorm.type, channels, momentum, epsilon, dtype: this.gamma.dtype };
  }

  override multiplyAdds([x]: readonly Shape[]): number {
    return sizeOf(x!);
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    const c = this.channels;
    this.expectShape(x, [
      ["n", c],
      ["n", c, "l"],
      ["n", c, "h", "w"],
    ]);
    this.expectDtype(x, this.gamma.dtype);
    const along = x.shape.map((_, axis) => (axis === 1 ? c : 1));
    const [centred, variance] = options.training ? this.#batchStatistics(x) : this.#running(x, along);
    const scale = mul(reshape(this.gamma.value, along), rsqrt(add(variance, this.epsilon)));
    return add(mul(centred, scale), reshape(this.beta.value, along));
  }

  #running(x: Tensor, along: Shape): [Tensor, Tensor] {
    const centred = sub(x, reshape(this.runningMean.value, along));
    return [centred, reshape(this.runningVariance.value, along)];
  }

  #batchStatistics(x: Tensor): [Tensor, Tensor] {
    if (x.size === 0) throw new ShapeError(`${this.label}: an empty batch has no mean to train on`);
    const axes = x.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    const average = mean(x, { axes, keepDims: true });
    const centred = sub(x, average);
    const variance = mean(square(centred), { axes, keepDims: true });
    this.#follow(this.runningMean, average);
    this.#follow(this.runningVariance, variance);
    return [centred, variance];
  }

  #follow(running: Variable, batch: Tensor): void {
    const fresh = mul(reshape(batch, running.shape), this.momentum);
    running.assign(add(mul(running.value, 1 - this.momentum), fresh));
  }
}
