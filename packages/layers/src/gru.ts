import {
  add,
  type DType,
  matmul,
  mul,
  reshape,
  type Shape,
  sigmoid,
  slice,
  split,
  stack,
  sub,
  type Tensor,
  tanh,
  type Variable,
  zeros,
} from "@mebae/tensor";
import { count } from "./expect.js";
import { constant } from "./initializers/constant.js";
import { orthogonal } from "./initializers/orthogonal.js";
import { xavierUniform } from "./initializers/xavier.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface GRUOptions {
  /** "sequence" gives every step's state [n, t, hidden] (the default), "last" the last one's [n, hidden]. */
  readonly output?: "sequence" | "last";
  readonly dtype?: DType;
}

/**
 * The gated recurrent unit (Cho et al. 2014) in PyTorch's form, over x [n, t, inputs]:
 *   r = σ(W_r x + b_r + U_r h + c_r)    z = σ(W_z x + b_z + U_z h + c_z)
 *   n = tanh(W_n x + b_n + r*(U_n h + c_n))    h ← (1-z)*n + z*h
 * weightInput W [3·hidden, inputs] and weightHidden U [3·hidden, hidden] hold the gates in the order r, z, n, as
 * biasInput b and biasHidden c [3·hidden] do. Starts at zeros, or at h of `forward([x, h])` with h [n, hidden].
 */
export class GRU extends Layer<Tensor | readonly [Tensor, Tensor]> {
  static override readonly type = "GRU";
  readonly weightInput: Variable;
  readonly weightHidden: Variable;
  readonly biasInput: Variable;
  readonly biasHidden: Variable;
  readonly output: "sequence" | "last";

  constructor(
    readonly inputs: number,
    readonly hidden: number,
    options: GRUOptions = {},
  ) {
    super();
    count("GRU", "inputs", inputs);
    count("GRU", "hidden", hidden);
    const { dtype = "float32", output = "sequence" } = options;
    this.output = output;
    const fans = { fanIn: inputs, fanOut: hidden };
    this.weightInput = this.parameter("weightInput", [3 * hidden, inputs], xavierUniform, { dtype, fans });
    this.weightHidden = this.parameter("weightHidden", [3 * hidden, hidden], orthogonal(1, 3), { dtype });
    this.biasInput = this.parameter("biasInput", [3 * hidden], constant(0), { dtype });
    this.biasHidden = this.parameter("biasHidden", [3 * hidden], constant(0), { dtype });
  }

  static fromJSON(json: { inputs: number; hidden: number } & GRUOptions): GRU {
    return new GRU(json.inputs, json.hidden, json);
  }

  override toJSON(): LayerJSON {
    const { inputs, hidden, output } = this;
    return { type: GRU.type, inputs, hidden, output, dtype: this.weightInput.dtype };
  }

  override multiplyAdds([x]: readonly Shape[]): number {
    return x![0]! * x![1]! * 3 * this.hidden * (this.inputs + this.hidden);
  }

  protected override compute(input: Tensor | readonly [Tensor, Tensor]): Tensor {
    const [x, start] = Array.isArray(input) ? (input as readonly Tensor[]) : [input as Tensor];
    this.expectShape(x!, [["n", "t", this.inputs]]);
    this.expectDtype(x!, this.weightInput.dtype);
    const [n, steps] = x!.shape as [number, number, number];
    if (start) {
      this.expectShape(start, [[n, this.hidden]], "state");
      this.expectDtype(start, this.weightInput.dtype, "state");
    }
    let h = start ?? zeros([n, this.hidden], { dtype: x!.dtype, backend: x!.backend });
    // All steps' inputs in one product; only the hidden part has to wait for the step before.
    const fromInput = add(matmul(x!, this.weightInput.value, { transposeB: true }), this.biasInput.value);
    const states: Tensor[] = [];
    for (let t = 0; t < steps; t++) {
      const now = slice(fromInput, [null, { start: t, stop: t + 1 }]);
      h = this.#step(reshape(now, [n, 3 * this.hidden]), h);
      if (this.output === "sequence") states.push(h);
    }
    if (this.output === "last") return h;
    return steps > 0
      ? stack(states, 1)
      : zeros([n, 0, this.hidden], { dtype: x!.dtype, backend: x!.backend });
  }

  #step(fromInput: Tensor, h: Tensor): Tensor {
    const fromHidden = add(matmul(h, this.weightHidden.value, { transposeB: true }), this.biasHidden.value);
    const [xr, xz, xn] = split(fromInput, 3, 1) as [Tensor, Tensor, Tensor];
    const [hr, hz, hn] = split(fromHidden, 3, 1) as [Tensor, Tensor, Tensor];
    const r = sigmoid(add(xr, hr));
    const z = sigmoid(add(xz, hz));
    const n = tanh(add(xn, mul(r, hn)));
    return add(n, mul(z, sub(h, n)));
  }
}
