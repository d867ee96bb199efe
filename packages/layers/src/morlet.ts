/** A bank of filters, [filters, 1, size, size]. */
export interface Filter {
  readonly shape: readonly [number, number, number, number];
  readonly values: Float64Array;
}

/**
 * Complex Morlet wavelets of scale 2ʲ, one an angle θ from 0 to π (Bruna & Mallat 2013, section 2.1):
 *   ψ(u) = a·(e^{iξ·u_θ} - K)·e^{-|u|²_θ/(2σ²)},  σ = 0.8·2ʲ, ξ = 3π/4 · 2⁻ʲ
 * where u_θ is u's length along θ, |u|²_θ = u_θ² + s²·u_⊥² with the slant s = 4/angles, K makes the sum 0, and
 * a = s/(2πσ²). Real parts first, then imaginary ones.
 */
export function morletFilters(j: number, angles: number): Filter {
  const sigma = 0.8 * 2 ** j;
  const frequency = ((3 * Math.PI) / 4) * 2 ** -j;
  const slant = 4 / angles;
  // Two and a half deviations along the longer axis hold 99 % of it; more would cost more than it gives.
  const radius = Math.ceil(2.5 * sigma * Math.max(1, Math.min(2, 1 / slant)));
  const size = 2 * radius + 1;
  const values = new Float64Array(2 * angles * size * size);
  for (let angle = 0; angle < angles; angle++) {
    const theta = (Math.PI * angle) / angles;
    const [real, imaginary] = wavelet({ radius, sigma, frequency, slant, theta });
    values.set(real, angle * size * size);
    values.set(imaginary, (angles + angle) * size * size);
  }
  return { shape: [2 * angles, 1, size, size], values };
}

interface WaveletShape {
  readonly radius: number;
  readonly sigma: number;
  readonly frequency: number;
  readonly slant: number;
  readonly theta: number;
}

function wavelet({ radius, sigma, frequency, slant, theta }: WaveletShape): [Float64Array, Float64Array] {
  const size = 2 * radius + 1;
  const envelope = new Float64Array(size * size);
  const real = new Float64Array(size * size);
  const imaginary = new Float64Array(size * size);
  const scale = slant / (2 * Math.PI * sigma ** 2);
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      const along = x * Math.cos(theta) + y * Math.sin(theta);
      const across = y * Math.cos(theta) - x * Math.sin(theta);
      const at = (y + radius) * size + x + radius;
      envelope[at] = scale * Math.exp(-(along ** 2 + (slant * across) ** 2) / (2 * sigma ** 2));
      real[at] = envelope[at]! * Math.cos(frequency * along);
      imaginary[at] = envelope[at]! * Math.sin(frequency * along);
    }
  }
  // Subtracting K·envelope makes the sum, the response to a flat image, exactly zero.
  const offset = total(real) / total(envelope);
  envelope.forEach((value, at) => {
    real[at]! -= offset * value;
  });
  return [real, imaginary];
}

/** A Gaussian of deviation 0.8·2ʲ⁻¹ that sums to 1: the average over about 2ʲ pixels. */
export function gaussianFilter(j: number): Filter {
  const sigma = 0.8 * 2 ** (j - 1);
  const radius = Math.ceil(3 * sigma);
  const size = 2 * radius + 1;
  const values = new Float64Array(size * size);
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      values[(y + radius) * size + x + radius] = Math.exp(-(x * x + y * y) / (2 * sigma ** 2));
    }
  }
  const sum = total(values);
  return { shape: [1, 1, size, size], values: values.map((value) => value / sum) };
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
