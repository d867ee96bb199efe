import { add, clip, matmul, mean, mul, reshape, scope, sum, tensor } from "@mebae/tensor";
import { type Augmentation, imageExtents } from "./augmentation.js";
import { around, checkAmount, generatorsOf } from "./draws.js";
import { type Matrix, multiply } from "./matrices.js";

export interface ColourJitterOptions {
  /** All colours times 1-brightness to 1+brightness. Default 0, as all of these. */
  readonly brightness?: number;
  /** Distances from the image's mean grey times 1-contrast to 1+contrast. */
  readonly contrast?: number;
  /** Distances from each pixel's own grey times 1-saturation to 1+saturation. */
  readonly saturation?: number;
  /** Colours turned around the grey axis by up to so many degrees either way; 120° make red green. */
  readonly hue?: number;
}

/** How bright red, green and blue look (ITU-R BT.601). */
const luma = [0.299, 0.587, 0.114] as const;

/**
 * Brightness, contrast, saturation and hue drawn for each sample, as one linear change of its colours,
 *   y = c·b·S·R·x + (1-c)·m, m the mean grey of b·S·R·x,
 * kept between 0 and 1 at the end. R turns around (1, 1, 1); S = s·I + (1-s)·1·lumaᵀ. Images of other than three channels have
 * brightness and contrast only.
 */
export function colourJitter(options: ColourJitterOptions = {}): Augmentation {
  const { brightness = 0, contrast = 0, saturation = 0, hue = 0 } = options;
  checkAmount("colourJitter", "brightness", brightness, 1);
  checkAmount("colourJitter", "contrast", contrast, 1);
  checkAmount("colourJitter", "saturation", saturation, 1);
  checkAmount("colourJitter", "hue", hue, 180);
  return {
    name: "colourJitter",
    apply: (batch, key) => {
      const { count, channels, height, width } = imageExtents(batch, "colourJitter");
      if (brightness === 0 && contrast === 0 && saturation === 0 && hue === 0) return batch;
      const { x } = batch;
      const weights = channels === 3 ? luma : new Array<number>(channels).fill(1 / channels);
      const colours = new Float32Array(count * channels * channels);
      const greys = new Float32Array(count * channels);
      generatorsOf(batch, key).forEach((random, i) => {
        const b = 1 + around(random, brightness);
        const c = 1 + around(random, contrast);
        const s = 1 + around(random, saturation);
        const matrix = channels === 3 ? multiply(saturated(s), turned(around(random, hue))) : unit(channels);
        for (let j = 0; j < channels; j++) {
          for (let k = 0; k < channels; k++) {
            const value = b * matrix[j * channels + k]!;
            colours[(i * channels + j) * channels + k] = c * value;
            greys[i * channels + k]! += (1 - c) * weights[j]! * value;
          }
        }
      });
      return scope(() => {
        const { backend } = x;
        const means = mean(x, { axes: [2, 3] });
        const offsets = sum(mul(means, tensor(greys, { shape: [count, channels], backend })), { axes: 1 });
        const flat = reshape(x, [count, channels, height * width]);
        const mixed = matmul(tensor(colours, { shape: [count, channels, channels], backend }), flat);
        const shifted = add(mixed, reshape(offsets, [count, 1, 1]));
        return { ...batch, x: reshape(clip(shifted, 0, 1), x.shape) };
      });
    },
  };
}

function unit(n: number): readonly number[] {
  return Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
}

function saturated(s: number): Matrix {
  return [0, 1, 2].flatMap((j) =>
    luma.map((weight, k) => (1 - s) * weight + (j === k ? s : 0)),
  ) as unknown as Matrix;
}

/** Rodrigues' rotation around the grey axis. */
function turned(degrees: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const [same, other] = [(1 + 2 * Math.cos(angle)) / 3, (1 - Math.cos(angle)) / 3];
  const side = Math.sin(angle) / Math.sqrt(3);
  return [
    same,
    other - side,
    other + side,
    other + side,
    same,
    other - side,
    other - side,
    other + side,
    same,
  ];
}
