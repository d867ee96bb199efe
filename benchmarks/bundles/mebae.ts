// The smallest trainer of a multilayer perceptron, to be weighed: what a page that learns brings with it.
import { Affine, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { compile, type Tensor, tensor, valueAndGrad } from "@mebae/tensor";

const model = new Sequential([new Affine(784, 256), new ReLU(), new Affine(256, 10)], { seed: 0 });
const parameters = model.parameters();
const optimizer = adam(parameters, { learningRate: 1e-3 });

const step = compile((x: Tensor, t: Tensor) => {
  const loss = () => softmaxCrossEntropy(model.forward(x, { training: true }), t);
  const { value, gradients } = valueAndGrad(loss, parameters);
  optimizer.step(gradients);
  return value;
});

export async function train(images: Float32Array, labels: Int32Array): Promise<number> {
  using x = tensor(images, { shape: [labels.length, 784] });
  using t = tensor(labels, { shape: [labels.length] });
  using loss = step(x, t);
  return (await loss.item()) as number;
}
