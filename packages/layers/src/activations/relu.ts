import { relu, type Tensor } from "@mebae/tensor";
import { Activation } from "./activation.js";

/** y = max(x, 0); dx = dy where x > 0, else 0. The caller's dy is never written to. */
export class ReLU extends Activation {
  static override readonly type = "ReLU";

  static fromJSON(): ReLU {
    return new ReLU();
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return relu(x);
  }
}
