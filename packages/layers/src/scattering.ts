import {
  add,
  concatenate,
  conv2d,
  type DType,
  pad,
  reshape,
  type Shape,
  slice,
  sqrt,
  square,
  type Tensor,
  tensor,
  type Variable,
} from "@mebae/tensor";
import { count } from "./expect.js";
import { inChunks } from "./inChunks.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";
import { type Filter, gaussianFilter, morletFilters } from "./morlet.js";

export interface ScatteringOptions {
  /** J: averages are taken over about 2ᴶ pixels. Default 2. */
  readonly scales?: number;
  /** Orientations of the wavelets, spread over half a turn. Default 8. */
  readonly angles?: number;
  readonly dtype?: DType;
}

/**
 * The scattering transform of images, of order two, x [n, c, h, w] (Bruna & Mallat 2013, "Invariant scattering
 * convolution networks"; Andén, Sifre & Mallat's cascade of subsampled filters):
 *   S₀ = x ∗ φ    S₁ = |x ∗ ψ_{j,θ}| ∗ φ    S₂ = ||x ∗ ψ_{j,θ}| ∗ ψ_{j',θ'}| ∗ φ,  j < j' < J
 * with Morlet wavelets ψ of scale 2ʲ and a Gaussian φ of scale 2ᴶ: nothing in it is learned. y [n, c·(1 + J·A + A²·J(J-1)/2),
 * ⌈h/2ᴶ⌉, ⌈w/2ᴶ⌉] for A angles, S₀ first. Images are mirrored at their edges, so a side must be longer than the widest wavelet
 * reaches: 9 pixels by default.
 */
export class Scattering extends Layer {
  static override readonly type = "Scattering";
  readonly scales: number;
  readonly angles: number;
  /** ψ of scale 2ʲ: [2A, 1, s, s], real parts and then imaginary ones. */
  readonly wavelets: readonly Variable[];
  /** φ of scale 2ʲ for j from 1 to J. */
  readonly averages: readonly Variable[];

  constructor(options: ScatteringOptions = {}) {
    super();
    const { scales = 2, angles = 8, dtype = "float32" } = options;
    this.scales = count("Scattering", "scales", scales);
    this.angles = count("Scattering", "angles", angles);
    const fixed = (name: string, { shape, values }: Filter) =>
      this.parameter(name, shape, () => tensor(values, { shape, dtype }), { dtype, trainable: false });
    this.wavelets = Array.from({ length: scales }, (_, j) =>
      fixed(`wavelets.${j}`, morletFilters(j, angles)),
    );
    this.averages = Array.from({ length: scales }, (_, j) => fixed(`averages.${j}`, gaussianFilter(j + 1)));
  }

  static fromJSON(json: ScatteringOptions): Scattering {
    return new Scattering(json);
  }

  override toJSON(): LayerJSON {
    const { scales, angles } = this;
    return { type: Scattering.type, scales, angles, dtype: this.averages[0]!.dtype };
  }

  override multiplyAdds([x]: readonly Shape[]): number {
    const [n, c, h, w] = x as readonly [number, number, number, number];
    let total = 0;
    for (let j = 0; j < this.scales; j++) {
      const places = (level: number) => n * c * Math.ceil(h / 2 ** level) * Math.ceil(w / 2 ** level);
      total += places(j) * this.wavelets[j]!.size;
      for (let next = j + 1; next < this.scales; next++)
        total += places(next) * this.angles * this.wavelets[next - j]!.size;
    }
    return total;
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", "c", "h", "w"]]);
    this.expectDtype(x, this.averages[0]!.dtype);
    const [, c, h, w] = x.shape as readonly [number, number, number, number];
    // The moduli of order two before they are averaged are the most: A of real and imaginary parts for each of A.
    return inChunks(x, (c * this.angles ** 2 * h * w) / 2, (part) => this.#transform(part));
  }

  #transform(x: Tensor): Tensor {
    const [n, c, h, w] = x.shape as readonly [number, number, number, number];
    const { scales } = this;
    const parts: Tensor[] = [];
    const keep = (planes: Tensor, level: number) => {
      const averaged = this.#average(planes, scales - level);
      parts.push(reshape(averaged, [n, averaged.shape[0]! / n, ...averaged.shape.slice(2)]));
    };
    const planes = reshape(x, [n * c, 1, h, w]);
    keep(planes, 0);
    const first = Array.from({ length: scales }, (_, j) => this.#modulus(planes, j));
    first.forEach((maps, j) => keep(maps, j));
    first.forEach((maps, j) => {
      for (let next = j + 1; next < scales; next++) keep(this.#modulus(maps, next - j), next);
    });
    return concatenate(parts, 1);
  }

  /** |u ∗ ψ| of scale 2ʲ at every 2ʲ-th pixel, of planes [m, 1, h, w]: [m·A, 1, h', w']. */
  #modulus(planes: Tensor, j: number): Tensor {
    const { angles } = this;
    const both = correlate(planes, this.wavelets[j]!.value, 2 ** j);
    const [m, , h, w] = both.shape as readonly [number, number, number, number];
    const part = (start: number) => square(slice(both, [null, { start, stop: start + angles }]));
    // The root has no slope at 0, where a flat region brings it: 1e-12 of the squares of pixels is nothing.
    const length = sqrt(add(add(part(0), part(angles)), 1e-12));
    return reshape(length, [m * angles, 1, h, w]);
  }

  #average(planes: Tensor, level: number): Tensor {
    return correlate(planes, this.averages[level - 1]!.value, 2 ** level);
  }
}

function correlate(planes: Tensor, filter: Tensor, stride: number): Tensor {
  const around = (filter.shape[2]! - 1) / 2;
  return conv2d(pad(planes, [0, 0, around, around], { mode: "reflect" }), filter, { stride });
}
