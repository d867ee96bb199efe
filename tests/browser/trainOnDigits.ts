import { generateDigits, imagePreparation } from "@mebae/data";
import { Affine, Conv2d, Flatten, MaxPool2d, ReLU, Sequential } from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { fit } from "@mebae/training";

/** Trains a small convolutional network on digits and returns the loss of each epoch: the same wherever it runs. */
export async function trainOnDigits(): Promise<number[]> {
  const train = generateDigits({ count: 200, size: 12, seed: 1 });
  const model = new Sequential(
    [new Conv2d(1, 8, 3, { padding: 1 }), new ReLU(), new MaxPool2d(2), new Flatten(), new Affine(288, 10)],
    { seed: 7 },
  );
  const { history } = await fit(model, {
    train,
    prepare: imagePreparation(train),
    loss: softmaxCrossEntropy,
    optimizer: adam(model.parameters(), { learningRate: 0.01 }),
    epochs: 4,
    seed: 7,
  });
  return history.map(({ loss }) => loss);
}
