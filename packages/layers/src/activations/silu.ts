import { silu, type Tensor } from "@mebae/tensor";
import { Activation } from "./activation.js";

/** y = x·sigmoid(x), also called swish (Elfwing, Uchibe & Doya 2018); dx = dy·(s + x·s(1-s)). */
export class SiLU extends Activation {
  static override readonly type = "SiLU";

  static fromJSON(): SiLU {
    return new SiLU();
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return silu(x);
  }
}
