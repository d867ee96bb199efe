import { gelu, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "../json.js";
import { Layer } from "../layer.js";

export interface GELUOptions {
  /** "tanh" for the approximation of the paper; the exact normal distribution by default. */
  readonly approximate?: "none" | "tanh";
}

/** y = x·Φ(x) (Hendrycks & Gimpel 2016); dx = dy·(Φ(x) + xφ(x)). */
export class GELU extends Layer {
  static override readonly type = "GELU";
  readonly approximate: "none" | "tanh";

  constructor(options: GELUOptions = {}) {
    super();
    this.approximate = options.approximate ?? "none";
  }

  static fromJSON(json: GELUOptions): GELU {
    return new GELU(json);
  }

  override toJSON(): LayerJSON {
    return { type: GELU.type, approximate: this.approximate };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectDtype(x);
    return gelu(x, { approximate: this.approximate });
  }
}
