import { flatten, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

/** x [n, ...] as [n, the product of the rest]; dx = dy in x's shape. */
export class Flatten extends Layer {
  static override readonly type = "Flatten";

  static fromJSON(): Flatten {
    return new Flatten();
  }

  override toJSON(): LayerJSON {
    return { type: Flatten.type };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["*", "n"]]);
    return flatten(x, 1);
  }
}
