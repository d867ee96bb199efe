import { type Dataset, type ExamplePreparation, featureTensor } from "@mebae/data";
import { BatchNorm, type Sequential } from "@mebae/layers";
import { compile, Generator, mean, square, sub, type Tensor } from "@mebae/tensor";

/** Values that the images to measure on may have at most after the first convolution, of 16 channels: 16 MiB. */
const most = 2 ** 22;
const channels = 16;

/** Some training images as they are, as many as are cheap to measure on; 32 at least where there are so many. */
export function imagesToMeasure(train: Dataset, prepare: ExamplePreparation, seed: number): Tensor {
  const [, height, width] = prepare.shape(train.features) as readonly [number, number, number];
  const count = Math.max(32, Math.floor(most / (channels * height * width)));
  const rows = new Generator(seed).fold("batchStatistics").permutation(train.length).slice(0, count);
  return featureTensor(train.features, rows, prepare);
}

/**
 * Gives each batch normalization of a trained net the statistics of images [n, c, h, w] as they come to it, in place of
 * the running ones: those are of the last few batches, which may be small, and of changed images, which aren't
 * what the net will see. Only where bending brings nothing new into images; a net that saw black come into photographs
 * knows them no more by statistics of photographs alone (benchmarks/IMAGES.md, sign-digits). One layer after the other, so that each is measured on what the measured ones before it put out.
 */
export function measureStatistics(net: Sequential, images: Tensor): void {
  const last = net.layers.findLastIndex((layer) => layer instanceof BatchNorm);
  if (last < 0) return;
  // Compiled, because a layer remembers what it saw otherwise.
  using measured = compile((x: Tensor) =>
    net.layers.slice(0, last + 1).reduce((h, layer) => {
      if (layer instanceof BatchNorm) measure(layer, h);
      return layer.forward(h);
    }, x),
  );
  measured(images).dispose();
}

/** The mean and the variance of each channel of x [n, c, h, w]. */
function measure(norm: BatchNorm, x: Tensor): void {
  const axes = [0, 2, 3];
  const centred = sub(x, mean(x, { axes, keepDims: true }));
  norm.runningMean.assign(mean(x, { axes }));
  norm.runningVariance.assign(mean(square(centred), { axes }));
}
