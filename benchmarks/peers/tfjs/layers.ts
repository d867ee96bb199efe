import * as tf from "@tensorflow/tfjs";

/** Parameters by path. Images are NHWC and convolution weights [3, 3, inputs, outputs], which TensorFlow.js is made for. */
export type Take = (path: string) => tf.Tensor;

export const affine = (take: Take, path: string, x: tf.Tensor): tf.Tensor =>
  tf.add(tf.matMul(x, take(`${path}.weight`)), take(`${path}.bias`));

const correlate = (x: tf.Tensor4D, w: tf.Tensor4D) => tf.conv2d(x, w, 1, "same");

/**
 * The gradient of a 3 × 3 convolution by its weights, as a convolution whose window is dy: the WebAssembly backend has no
 * Conv2DBackpropFilter, and without this it trains no convolution at all.
 */
export function weightGradient(x: tf.Tensor4D, dy: tf.Tensor4D): tf.Tensor4D {
  const channelsFirst = tf.pad(tf.transpose(x, [3, 1, 2, 0]) as tf.Tensor4D, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const window = tf.transpose(dy, [1, 2, 0, 3]) as tf.Tensor4D;
  return tf.transpose(tf.conv2d(channelsFirst, window, 1, "valid"), [1, 2, 0, 3]);
}

/** The gradient by the input: TensorFlow.js's own. */
export const inputGradient = (dy: tf.Tensor4D, w: tf.Tensor4D, shape: tf.Tensor4D["shape"]): tf.Tensor4D =>
  tf.conv2dTranspose(dy, w, shape, 1, "same") as tf.Tensor4D;

const convolve = tf.customGrad((x, w, save) => {
  (save as tf.GradSaveFunc)([x as tf.Tensor, w as tf.Tensor]);
  return {
    value: correlate(x as tf.Tensor4D, w as tf.Tensor4D),
    gradFunc: (dy, saved) => {
      const [input, weight] = saved as [tf.Tensor4D, tf.Tensor4D];
      return [
        inputGradient(dy as tf.Tensor4D, weight, input.shape),
        weightGradient(input, dy as tf.Tensor4D),
      ];
    },
  };
});

export function convolution(take: Take, path: string, x: tf.Tensor, bias: boolean): tf.Tensor {
  const y = convolve(x, take(`${path}.weight`));
  return bias ? tf.add(y, take(`${path}.bias`)) : y;
}

/** By the batch's statistics. Running ones are left out, which spares TensorFlow.js a little work. */
export function batchNorm(take: Take, path: string, x: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const { mean, variance } = tf.moments(x, axes);
  return tf.batchNorm(
    x as tf.Tensor4D,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    take(`${path}.beta`) as tf.Tensor1D,
    take(`${path}.gamma`) as tf.Tensor1D,
    1e-5,
  );
}

export function layerNorm(take: Take, path: string, x: tf.Tensor): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const scaled = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
  return tf.add(tf.mul(scaled, take(`${path}.gamma`)), take(`${path}.beta`));
}

export const maxPool = (x: tf.Tensor): tf.Tensor => tf.maxPool(x as tf.Tensor4D, 2, 2, "valid");

/** y = ½x(1 + erf(x/√2)). */
export const gelu = (x: tf.Tensor): tf.Tensor =>
  tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));

/** Self-attention with PyTorch's joint projection weight, [3·size, size]. */
export function attention(take: Take, path: string, x: tf.Tensor, heads: number): tf.Tensor {
  const [n, l, size] = x.shape as [number, number, number];
  const rows = tf.reshape(x, [n * l, size]);
  const joint = tf.add(
    tf.matMul(rows, take(`${path}.projectionWeight`), false, true),
    take(`${path}.projectionBias`),
  );
  const [q, k, v] = tf.split(joint, 3, 1).map((part) => {
    return tf.transpose(tf.reshape(part, [n, l, heads, size / heads]), [0, 2, 1, 3]);
  });
  const scores = tf.mul(tf.matMul(q!, k!, false, true), Math.sqrt(heads / size));
  const mixed = tf.transpose(tf.matMul(tf.softmax(scores), v!), [0, 2, 1, 3]);
  const y = tf.matMul(tf.reshape(mixed, [n * l, size]), take(`${path}.outputWeight`), false, true);
  return tf.reshape(tf.add(y, take(`${path}.outputBias`)), [n, l, size]);
}

/** The mean over the batch of -log softmax at the label. */
export function crossEntropy(logits: tf.Tensor, t: tf.Tensor): tf.Scalar {
  const rows = tf.oneHot(t as tf.Tensor1D, logits.shape[1]!);
  return tf.losses.softmaxCrossEntropy(rows, logits) as tf.Scalar;
}
