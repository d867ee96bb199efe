import {
  add,
  conv1d,
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

export interface Conv1dOptions {
  readonly stride?: number;
  /** Zeros at both ends, [left, right], "same" or "valid" (none). */
  readonly padding?: number | readonly [number, number] | "same" | "valid";
  readonly dilation?: number;
  /** The channels fall into so many groups that don't see one another. */
  readonly groups?: number;
  readonly bias?: boolean;
  readonly dtype?: DType;
  /** Of the weight; heNormal by default. The bias starts at zero. */
  readonly initializer?: Initializer;
}

/**
 * y[n, o, i] = b[o] + Σ_{c, u} x[n, c, i·stride + u·dilation - padding] · W[o, c, u]. x [n, inputs, l], weight
 * W [outputs, inputs/groups, size], bias b [outputs].
 */
export class Conv1d extends Layer {
  static override readonly type = "Conv1d";
  readonly weight: Variable;
  readonly bias?: Variable;
  readonly stride: number;
  readonly padding: NonNullable<Conv1dOptions["padding"]>;
  readonly dilation: number;
  readonly groups: number;

  constructor(
    readonly inputs: number,
    readonly outputs: number,
    readonly size: number,
    options: Conv1dOptions = {},
  ) {
    super();
    const { stride = 1, padding = 0, dilation = 1, groups = 1, dtype = "float32" } = options;
    for (const [name, value] of Object.entries({ inputs, outputs, groups, size, stride, dilation })) {
      count("Conv1d", name, value);
    }
    if (inputs % groups !== 0 || outputs % groups !== 0) {
      throw new UsageError(
        `Conv1d: ${inputs} inputs and ${outputs} outputs don't fall into ${groups} groups`,
      );
    }
    this.stride = stride;
    this.padding = padding;
    this.dilation = dilation;
    this.groups = groups;
    const shape = [outputs, inputs / groups, size];
    const fans = { fanIn: (inputs / groups) * size, fanOut: (outputs / groups) * size };
    this.weight = this.parameter("weight", shape, options.initializer ?? heNormal, { dtype, fans });
    if (options.bias !== false) this.bias = this.parameter("bias", [outputs], constant(0), { dtype });
  }

  static fromJSON(json: { inputs: number; outputs: number; size: number } & Conv1dOptions): Conv1d {
    return new Conv1d(json.inputs, json.outputs, json.size, json);
  }

  override toJSON(): LayerJSON {
    const { inputs, outputs, size, stride, padding, dilation, groups } = this;
    const options = { stride, padding, dilation, groups, bias: this.bias !== undefined };
    return { type: Conv1d.type, inputs, outputs, size, ...options, dtype: this.weight.dtype };
  }

  override multiplyAdds(_: readonly Shape[], y: Shape): number {
    return (sizeOf(y) * this.weight.size) / this.outputs;
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", this.inputs, "l"]]);
    this.expectDtype(x, this.weight.dtype);
    const { stride, padding, dilation, groups } = this;
    const y = conv1d(x, this.weight.value, { stride, padding, dilation, groups });
    return this.bias ? add(y, reshape(this.bias.value, [1, this.outputs, 1])) : y;
  }
}
