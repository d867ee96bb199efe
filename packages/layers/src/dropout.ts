import { bernoulli, div, type Tensor, where } from "@mebae/tensor";
import { within } from "./expect.js";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";

/**
 * Inverted dropout (Srivastava et al. 2014): in training each value is 0 with probability p, else divided by 1-p, so
 * that the mean stays; at inference y = x. dx = dy under the same mask. UsageError in training without a key.
 */
export class Dropout extends Layer {
  static override readonly type = "Dropout";

  constructor(readonly probability = 0.5) {
    super();
    within("Dropout", "probability", probability, 0, 1);
  }

  static fromJSON(json: { probability: number }): Dropout {
    return new Dropout(json.probability);
  }

  override toJSON(): LayerJSON {
    return { type: Dropout.type, probability: this.probability };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    this.expectDtype(x);
    if (!options.training) return x;
    const key = this.requireKey(options);
    if (this.probability === 0) return x;
    const kept = bernoulli(key, x.shape, 1 - this.probability, { backend: x.backend });
    return where(kept, this.probability === 1 ? x : div(x, 1 - this.probability), 0);
  }
}
