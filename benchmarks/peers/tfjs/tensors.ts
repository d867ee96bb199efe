import * as tf from "@tensorflow/tfjs";
import type { RawTensor } from "../../protocol/messages.ts";

/** A case's values as they stand. */
export const plain = ({ data, shape }: RawTensor): tf.Tensor =>
  tf.tensor(data, [...shape], data instanceof Int32Array ? "int32" : "float32");

/** NCHW to NHWC. */
export const image = (raw: RawTensor): tf.Tensor4D =>
  tf.tidy(() => tf.transpose(plain(raw), [0, 2, 3, 1]) as tf.Tensor4D);

/** [outputs, inputs, 3, 3] to [3, 3, inputs, outputs]. */
export const filter = (raw: RawTensor): tf.Tensor4D =>
  tf.tidy(() => tf.transpose(plain(raw), [2, 3, 1, 0]) as tf.Tensor4D);

/** The weight of an affine layer on flattened images, whose rows stand by channel, row, column, to row, column, channel. */
export function flattened({ data, shape }: RawTensor, channels: number): tf.Tensor2D {
  const [rows, columns] = shape as [number, number];
  const extent = Math.sqrt(rows / channels);
  return tf.tidy(() => {
    const grid = tf.tensor(data, [channels, extent, extent, columns]);
    return tf.reshape(tf.transpose(grid, [1, 2, 0, 3]), [rows, columns]);
  });
}
