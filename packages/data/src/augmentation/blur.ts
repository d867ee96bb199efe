import { conv2d, div, reshape, scope, tensor } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { checkAmount, generatorsOf } from "./draws.js";

export interface BlurOptions {
  /** The most of the Gaussian's standard deviation, as a part of the image's shorter side. Default 0.03. */
  readonly sigma?: number;
}

/**
 * Images blurred by a Gaussian whose standard deviation is drawn uniformly from 0 to sigma, cut at three of the largest. At
 * the border the weights that lie inside are brought to a sum of 1, so that a plain image stays as it is.
 */
export function blur({ sigma = 0.03 }: BlurOptions = {}): Augmentation {
  checkAmount("blur", "sigma", sigma, 0.5);
  return {
    name: "blur",
    apply: (batch, key) => {
      const { count, channels, height, width } = imageExtents(batch, "blur");
      if (sigma === 0) return batch;
      const most = sigma * Math.min(height, width);
      const reach = Math.max(1, Math.ceil(3 * most));
      const kernels = generatorsOf(batch, key).map((random) => gaussian(random.uniform() * most, reach));
      const planes = count * channels;
      return scope(() => {
        const { backend } = batch.x;
        const weights = new Float32Array(planes * (2 * reach + 1));
        for (let i = 0; i < planes; i++) weights.set(kernels[Math.floor(i / channels)]!, i * (2 * reach + 1));
        // Every plane has a kernel of its own: planes are channels of one image, in groups of one.
        let y = reshape(batch.x, [1, planes, height, width]);
        for (const [size, padding] of [
          [
            [2 * reach + 1, 1],
            [reach, 0],
          ],
          [
            [1, 2 * reach + 1],
            [0, reach],
          ],
        ] as const) {
          const kernel = tensor(weights, { shape: [planes, 1, ...size], backend });
          y = conv2d(y, kernel, { groups: planes, padding });
        }
        const sums = kernels.flatMap((kernel) => insideSums(kernel, height, width));
        const inside = tensor(Float32Array.from(sums), { shape: [count, 1, height, width], backend });
        return { ...batch, x: div(reshape(y, batch.x.shape), inside) };
      });
    },
  };
}

/** Weights at -reach … reach, of sum 1. */
function gaussian(sigma: number, reach: number): number[] {
  const narrow = Math.max(sigma, 1e-3);
  const values = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / narrow) ** 2),
  );
  const total = values.reduce((a, b) => a + b);
  return values.map((value) => value / total);
}

/** How much of the two-dimensional kernel lies inside the image, for each pixel. */
function insideSums(kernel: readonly number[], height: number, width: number): number[] {
  const along = (n: number) => {
    const reach = (kernel.length - 1) / 2;
    return Array.from({ length: n }, (_, i) =>
      kernel.reduce((sum, weight, k) => (i + k - reach >= 0 && i + k - reach < n ? sum + weight : sum), 0),
    );
  };
  const columns = along(width);
  return along(height).flatMap((row) => columns.map((column) => row * column));
}
