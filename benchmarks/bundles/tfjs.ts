// The same trainer on TensorFlow.js's layers, on whatever backend it finds.
import * as tf from "@tensorflow/tfjs";

const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [784], units: 256, activation: "relu" }),
    tf.layers.dense({ units: 10, activation: "softmax" }),
  ],
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: "sparseCategoricalCrossentropy" });

export async function train(images: Float32Array, labels: Int32Array): Promise<number> {
  const x = tf.tensor2d(images, [labels.length, 784]);
  const t = tf.tensor1d(labels, "float32");
  const loss = await model.trainOnBatch(x, t);
  tf.dispose([x, t]);
  return loss as number;
}
