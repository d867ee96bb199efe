// What DESIGN.md's bar of 60 KB is about: a program that trains a network, compiled.

import { Affine, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { compile, type Tensor, tensor, valueAndGrad } from "@mebae/tensor";

const model = new Sequential([new Affine(784, 256), new ReLU(), new Affine(256, 10)], { seed: 7 });
const optimizer = adam(model.parameters(), { learningRate: 1e-3 });
const x = tensor(new Float32Array(128 * 784), { shape: [128, 784] });
const t = tensor(new Int32Array(128), { shape: [128] });
const step = compile((x: Tensor, t: Tensor) => {
  const { value, gradients } = valueAndGrad(
    () => softmaxCrossEntropy(model.forward(x, { training: true }), t),
    model.parameters(),
  );
  optimizer.step(gradients);
  return value;
});
for (let i = 0; i < 100; i++) {
  using loss = step(x, t);
  console.log(await loss.item());
}
