import {
  add,
  type DType,
  mean,
  mul,
  rsqrt,
  type Shape,
  sizeOf,
  square,
  sub,
  type Tensor,
  type Variable,
} from "@mebae/tensor";
import { count, within } from "./expect.js";
import { constant } from "./initializers/constant.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface LayerNormOptions {
  /** ε, 1e-5 by default. */
  readonly epsilon?: number;
  readonly dtype?: DType;
}

/**
 * Layer normalization (Ba, Kiros & Hinton 2016) of each row over the last axis, x [*, size]:
 *   μ = (1/n) Σ x    σ² = (1/n) Σ (x-μ)²    y = γ(x-μ)/√(σ²+ε) + β, the same in training and at inference.
 */
export class LayerNorm extends Layer {
  static override readonly type = "LayerNorm";
  readonly gamma: Variable;
  readonly beta: Variable;
  readonly epsilon: number;

  constructor(
    readonly size: number,
    options: LayerNormOptions = {},
  ) {
    super();
    count("LayerNorm", "size", size);
    const { epsilon = 1e-5, dtype = "float32" } = options;
    this.epsilon = within("LayerNorm", "epsilon", epsilon, 0, Number.MAX_VALUE);
    this.gamma = this.parameter("gamma", [size], constant(1), { dtype });
    this.beta = this.parameter("beta", [size], constant(0), { dtype });
  }

  static fromJSON(json: { size: number } & LayerNormOptions): LayerNorm {
    return new LayerNorm(json.size, json);
  }

  override toJSON(): LayerJSON {
    return { type: LayerNorm.type, size: this.size, epsilon: this.epsilon, dtype: this.gamma.dtype };
  }

  override multiplyAdds([x]: readonly Shape[]): number {
    return sizeOf(x!);
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["*", this.size]]);
    this.expectDtype(x, this.gamma.dtype);
    const centred = sub(x, mean(x, { axes: [-1], keepDims: true }));
    const variance = mean(square(centred), { axes: [-1], keepDims: true });
    const normalized = mul(centred, rsqrt(add(variance, this.epsilon)));
    return add(mul(normalized, this.gamma.value), this.beta.value);
  }
}
