import { mean, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

/** The mean of each channel over space: x [n, c, h, w], y [n, c]; dx = dy/(h·w) everywhere. */
export class GlobalAveragePool2d extends Layer {
  static override readonly type = "GlobalAveragePool2d";

  static fromJSON(): GlobalAveragePool2d {
    return new GlobalAveragePool2d();
  }

  override toJSON(): LayerJSON {
    return { type: GlobalAveragePool2d.type };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", "c", "h", "w"]]);
    this.expectDtype(x);
    return mean(x, { axes: [2, 3] });
  }
}
