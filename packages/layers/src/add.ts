import { add, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";
import { expectPair } from "./pair.js";

/** z = x + y of two inputs, `forward([x, y])`; `backward(dz)` gives [dz, dz], summed over stretched axes. */
export class Add extends Layer<readonly [Tensor, Tensor]> {
  static override readonly type = "Add";

  static fromJSON(): Add {
    return new Add();
  }

  override toJSON(): LayerJSON {
    return { type: Add.type };
  }

  protected override compute(inputs: readonly [Tensor, Tensor]): Tensor {
    const [x, y] = expectPair(this.label, inputs);
    return add(x, y);
  }
}
