import {
  add,
  type DType,
  div,
  exp,
  matmul,
  maximum,
  mul,
  type Shape,
  square,
  sub,
  sum,
  type Tensor,
  type Variable,
} from "@mebae/tensor";
import { count, within } from "./expect.js";
import { constant } from "./initializers/constant.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface KernelRidgeOptions {
  /** γ, above 0. The default 1/features fits standardized features. */
  readonly gamma?: number;
  readonly dtype?: DType;
}

/**
 * What a kernel ridge regression has learned, a radial expansion around its training examples cⱼ:
 *   z = (x-μ)/σ    y = Σⱼ αⱼ·exp(-γ·|z - cⱼ|²) + b
 * x [n, features], y [n, outputs]. Its numbers are buffers, which are fitted in closed form and not trained:
 * mean μ and scale σ [features], centres c [m, features] (standardized already), coefficients α [m, outputs], bias b
 * [outputs]. `fitKernelRidge` of @mebae/training makes one (Saunders, Gammerman & Vovk 1998, "Ridge regression learning algorithm in
 * dual variables").
 */
export class KernelRidge extends Layer {
  static override readonly type = "KernelRidge";
  readonly gamma: number;
  readonly mean: Variable;
  readonly scale: Variable;
  readonly centres: Variable;
  readonly coefficients: Variable;
  readonly bias: Variable;

  constructor(
    readonly features: number,
    readonly outputs: number,
    readonly examples: number,
    options: KernelRidgeOptions = {},
  ) {
    super();
    for (const [name, n] of Object.entries({ features, outputs, examples })) count("KernelRidge", name, n);
    const { gamma = 1 / features, dtype = "float32" } = options;
    this.gamma = within("KernelRidge", "gamma", gamma, Number.MIN_VALUE, Number.MAX_VALUE);
    const fixed = { dtype, trainable: false };
    this.mean = this.parameter("mean", [features], constant(0), fixed);
    this.scale = this.parameter("scale", [features], constant(1), fixed);
    this.centres = this.parameter("centres", [examples, features], constant(0), fixed);
    this.coefficients = this.parameter("coefficients", [examples, outputs], constant(0), fixed);
    this.bias = this.parameter("bias", [outputs], constant(0), fixed);
  }

  static fromJSON(
    json: { features: number; outputs: number; examples: number } & KernelRidgeOptions,
  ): KernelRidge {
    return new KernelRidge(json.features, json.outputs, json.examples, json);
  }

  override toJSON(): LayerJSON {
    const { features, outputs, examples, gamma } = this;
    return { type: KernelRidge.type, features, outputs, examples, gamma, dtype: this.mean.dtype };
  }

  override multiplyAdds([x]: readonly Shape[]): number {
    return x![0]! * this.examples * (this.features + this.outputs);
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", this.features]]);
    this.expectDtype(x, this.mean.dtype);
    const z = div(sub(x, this.mean.value), this.scale.value);
    const centres = this.centres.value;
    // |z-c|² = |z|² + |c|² - 2·z·c, which rounding may bring below zero where z meets a centre.
    const norms = add(sum(square(z), { axes: 1, keepDims: true }), sum(square(centres), { axes: 1 }));
    const distances = maximum(sub(norms, mul(matmul(z, centres, { transposeB: true }), 2)), 0);
    return add(matmul(exp(mul(distances, -this.gamma)), this.coefficients.value), this.bias.value);
  }
}
