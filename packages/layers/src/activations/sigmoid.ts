import { sigmoid, type Tensor } from "@mebae/tensor";
import { Activation } from "./activation.js";

/** y = 1/(1 + e⁻ˣ), without overflow at either end; dx = dy·y(1-y). */
export class Sigmoid extends Activation {
  static override readonly type = "Sigmoid";

  static fromJSON(): Sigmoid {
    return new Sigmoid();
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return sigmoid(x);
  }
}
