import { add, normal, type Tensor } from "@mebae/tensor";
import { within } from "./expect.js";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";

/**
 * y = x + e with e ~ N(0, standardDeviation²) in training, y = x at inference; dx = dy. Noise on the activations acts
 * like a penalty on the derivatives (Bishop 1995). UsageError in training without a key.
 */
export class GaussianNoise extends Layer {
  static override readonly type = "GaussianNoise";

  constructor(readonly standardDeviation: number) {
    super();
    within("GaussianNoise", "standardDeviation", standardDeviation, 0, Number.MAX_VALUE);
  }

  static fromJSON(json: { standardDeviation: number }): GaussianNoise {
    return new GaussianNoise(json.standardDeviation);
  }

  override toJSON(): LayerJSON {
    return { type: GaussianNoise.type, standardDeviation: this.standardDeviation };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    this.expectDtype(x);
    if (!options.training) return x;
    const { standardDeviation } = this;
    const { dtype, backend } = x;
    return add(x, normal(this.requireKey(options), x.shape, { mean: 0, standardDeviation, dtype, backend }));
  }
}
