import { mul, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";
import { expectPair } from "./pair.js";

/**
 * z = x*y of two inputs, `forward([x, y])`; `backward(dz)` gives [dx, dy] with dx = dz*y and dy = dz*x, summed over the
 * axes along which an input was stretched.
 */
export class Multiply extends Layer<readonly [Tensor, Tensor]> {
  static override readonly type = "Multiply";

  static fromJSON(): Multiply {
    return new Multiply();
  }

  override toJSON(): LayerJSON {
    return { type: Multiply.type };
  }

  protected override compute(inputs: readonly [Tensor, Tensor]): Tensor {
    const [x, y] = expectPair(this.label, inputs);
    return mul(x, y);
  }
}
