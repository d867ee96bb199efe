import { softmax, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "../json.js";
import { Layer } from "../layer.js";

/**
 * y = e^(x - max x) / Σ e^(x - max x) along an axis, the last by default; dx = y·(dy - Σ dy·y). For training use
 * softmaxCrossEntropy on the logits instead.
 */
export class Softmax extends Layer {
  static override readonly type = "Softmax";

  constructor(readonly axis = -1) {
    super();
  }

  static fromJSON(json: { axis: number }): Softmax {
    return new Softmax(json.axis);
  }

  override toJSON(): LayerJSON {
    return { type: Softmax.type, axis: this.axis };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return softmax(x, this.axis);
  }
}
