import { add, type DType, matmul, type Shape, sizeOf, type Tensor, type Variable } from "@mebae/tensor";
import { count } from "./expect.js";
import { constant } from "./initializers/constant.js";
import { heNormal } from "./initializers/he.js";
import type { Initializer } from "./initializers/initializer.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface AffineOptions {
  /** Whether to add b. True by default. */
  readonly bias?: boolean;
  readonly dtype?: DType;
  /** Of the weight; heNormal by default. The bias starts at zero. */
  readonly initializer?: Initializer;
}

/**
 * y = xW + b, with x [*, inputs], weight W [inputs, outputs], bias b [outputs], y [*, outputs].
 * dx = dy Wᵀ, dW = xᵀ dy, db = Σ dy over all leading axes. ShapeError where the last axis isn't `inputs`.
 */
export class Affine extends Layer {
  static override readonly type: string = "Affine";
  readonly weight: Variable;
  readonly bias?: Variable;

  constructor(
    readonly inputs: number,
    readonly outputs: number,
    options: AffineOptions = {},
  ) {
    super();
    count("Affine", "inputs", inputs);
    count("Affine", "outputs", outputs);
    const { dtype = "float32", initializer = heNormal } = options;
    this.weight = this.parameter("weight", [inputs, outputs], initializer, {
      dtype,
      fans: { fanIn: inputs, fanOut: outputs },
    });
    if (options.bias !== false) this.bias = this.parameter("bias", [outputs], constant(0), { dtype });
  }

  static fromJSON(json: { inputs: number; outputs: number } & AffineOptions): Affine {
    return new Affine(json.inputs, json.outputs, json);
  }

  override toJSON(): LayerJSON {
    const { inputs, outputs } = this;
    return { type: Affine.type, inputs, outputs, bias: this.bias !== undefined, dtype: this.weight.dtype };
  }

  override multiplyAdds([x]: readonly Shape[]): number {
    return sizeOf(x!) * this.outputs;
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["*", this.inputs]]);
    this.expectDtype(x, this.weight.dtype);
    const y = matmul(x, this.weight.value);
    return this.bias ? add(y, this.bias.value) : y;
  }
}
