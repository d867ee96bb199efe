import { Layer, Softmax } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import type { Tensor } from "@mebae/tensor";
import type { Build } from "./built.js";

/** The loss as a textbook's last layer: `forward([x, t])` gives L, `backward(dL)` gives dx. */
class SoftmaxWithLoss extends Layer<readonly [Tensor, Tensor]> {
  static override readonly type = "SoftmaxWithLoss";

  protected override compute([x, t]: readonly [Tensor, Tensor]): Tensor {
    return softmaxCrossEntropy(x, t);
  }
}

export const softmaxWithLoss: Build = ({ x, t }) => ({
  layer: new SoftmaxWithLoss(),
  input: [x!, t!],
  inputs: ["x"],
  parameters: {},
  output: "L",
  inside: () => {
    using softmax = new Softmax();
    return { y: softmax.forward(x!) };
  },
});
