import { type Tensor, tanh } from "@mebae/tensor";
import { Activation } from "./activation.js";

/** y = tanh x; dx = dy·(1-y²). */
export class Tanh extends Activation {
  static override readonly type = "Tanh";

  static fromJSON(): Tanh {
    return new Tanh();
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return tanh(x);
  }
}
