import {
  add,
  conv2d,
  type DType,
  reshape,
  type Shape,
  sizeOf,
  type Tensor,
  UsageError,
  type Variable,
} from "@mebae/tensor";
import { count } from "./expect.js";
import { constant } from "./initializers/constant.js";
import { heNormal } from "./initializers/he.js";
import type { Initializer } from "./initializers/initializer.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

/** One number for both axes, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

export interface Conv2dOptions {
  readonly stride?: Pair;
  /** Zeros around: a number, [vertical, horizontal], [[top, bottom], [left, right]], "same" or "valid" (none). */
  readonly padding?:
    | Pair
    | readonly [readonly [number, number], readonly [number, number]]
    | "same"
    | "valid";
  readonly dilation?: Pair;
  /** The channels fall into so many groups that don't see one another; inputs for a depthwise convolution. */
  readonly groups?: number;
  readonly bias?: boolean;
  readonly dtype?: DType;
  /** Of the weight; heNormal by default. The bias starts at zero. */
  readonly initializer?: Initializer;
}

/**
 * y[n, o, i, j] = b[o] + Σ_{c, u, v} x[n, c, i·stride + u·dilation - padding, ...] · W[o, c, u, v]: cross-correlation, as
 * in every framework. x [n, inputs, h, w], weight W [outputs, inputs/groups, size, size], bias b [outputs].
 */
export class Conv2d extends Layer {
  static override readonly type = "Conv2d";
  readonly weight: Variable;
  readonly bias?: Variable;
  readonly size: readonly [number, number];
  readonly stride: Pair;
  readonly padding: NonNullable<Conv2dOptions["padding"]>;
  readonly dilation: Pair;
  readonly groups: number;

  constructor(
    readonly inputs: number,
    readonly outputs: number,
    size: Pair,
    options: Conv2dOptions = {},
  ) {
    super();
    const { stride = 1, padding = 0, dilation = 1, groups = 1, dtype = "float32" } = options;
    this.size = typeof size === "number" ? [size, size] : size;
    for (const [name, value] of Object.entries({
      inputs,
      outputs,
      groups,
      size: this.size,
      stride,
      dilation,
    })) {
      for (const n of [value].flat()) count("Conv2d", name, n as number);
    }
    if (inputs % groups !== 0 || outputs % groups !== 0) {
      throw new UsageError(
        `Conv2d: ${inputs} inputs and ${outputs} outputs don't fall into ${groups} groups`,
      );
    }
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.groups = groups;
    const window = this.size[0] * this.size[1];
    this.weight = this.parameter(
      "weight",
      [outputs, inputs / groups, ...this.size],
      options.initializer ?? heNormal,
      { dtype, fans: { fanIn: (inputs / groups) * window, fanOut: (outputs / groups) * window } },
    );
    if (options.bias !== false) this.bias = this.parameter("bias", [outputs], constant(0), { dtype });
  }

  static fromJSON(json: { inputs: number; outputs: number; size: Pair } & Conv2dOptions): Conv2d {
    return new Conv2d(json.inputs, json.outputs, json.size, json);
  }

  override toJSON(): LayerJSON {
    const { inputs, outputs, size, stride, padding, dilation, groups } = this;
    const options = { stride, padding, dilation, groups, bias: this.bias !== undefined };
    return { type: Conv2d.type, inputs, outputs, size, ...options, dtype: this.weight.dtype };
  }

  override multiplyAdds(_: readonly Shape[], y: Shape): number {
    return (sizeOf(y) * this.weight.size) / this.outputs;
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", this.inputs, "h", "w"]]);
    this.expectDtype(x, this.weight.dtype);
    const { stride, padding, dilation, groups } = this;
    const y = conv2d(x, this.weight.value, { stride, padding, dilation, groups });
    return this.bias ? add(y, reshape(this.bias.value, [1, this.outputs, 1, 1])) : y;
  }
}
