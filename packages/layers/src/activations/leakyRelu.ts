import { leakyRelu, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "../json.js";
import { Layer } from "../layer.js";

/** y = x where x > 0, else slope·x (Maas, Hannun & Ng 2013); dx = dy where x > 0, else slope·dy. */
export class LeakyReLU extends Layer {
  static override readonly type = "LeakyReLU";

  constructor(readonly slope = 0.01) {
    super();
  }

  static fromJSON(json: { slope: number }): LeakyReLU {
    return new LeakyReLU(json.slope);
  }

  override toJSON(): LayerJSON {
    return { type: LeakyReLU.type, slope: this.slope };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return leakyRelu(x, this.slope);
  }
}
