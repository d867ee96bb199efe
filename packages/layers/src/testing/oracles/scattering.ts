import { at, fill, type Plain, sum2 } from "./plain.js";

/**
 * S₀, S₁ and S₂ of x [n, c, h, w] for two scales. The filters are worked out from their formulas; only how far they reach is read from
 * the layer's own.
 */
export function scattering(x: Plain, variable: (path: string) => Plain, angles: number): Plain {
  const [n, c, h, w] = x.shape as readonly [number, number, number, number];
  const sizeOf = (path: string) => variable(path).shape[2]!;
  const averaged = (maps: readonly Plain[], level: number) => {
    const kernel = gaussian(level, sizeOf(`averages.${level - 1}`));
    return maps.map((map) => filtered(map, kernel, 2 ** level));
  };
  const moduli = (map: Plain, j: number) =>
    Array.from({ length: angles }, (_, angle) => {
      const [real, imaginary] = morlet(j, (Math.PI * angle) / angles, 4 / angles, sizeOf(`wavelets.${j}`));
      const parts = [filtered(map, real, 2 ** j), filtered(map, imaginary, 2 ** j)] as const;
      // 1e-12 gives the root a slope where a region is flat.
      return fill(parts[0].shape, (i, k) =>
        Math.sqrt(at(parts[0], i, k) ** 2 + at(parts[1], i, k) ** 2 + 1e-12),
      );
    });
  const channels = Array.from({ length: n }, (_, image) => {
    const planes = Array.from({ length: c }, (_, k) => fill([h, w], (i, j) => at(x, image, k, i, j)));
    const [fine, coarse] = [0, 1].map((j) => planes.flatMap((plane) => moduli(plane, j))) as [
      Plain[],
      Plain[],
    ];
    const second = fine.flatMap((map) => moduli(map, 1));
    return [...averaged(planes, 2), ...averaged(fine, 2), ...averaged(coarse, 1), ...averaged(second, 1)];
  });
  const [rows, columns] = channels[0]![0]!.shape as readonly [number, number];
  return fill([n, channels[0]!.length, rows, columns], (image, k, i, j) => at(channels[image]![k]!, i, j));
}

/** Σ x·kernel around every stride-th pixel, x mirrored at its edges without repeating them. */
function filtered(x: Plain, kernel: Plain, stride: number): Plain {
  const [h, w] = x.shape as readonly [number, number];
  const size = kernel.shape[0]!;
  const radius = (size - 1) / 2;
  const mirrored = (i: number, length: number) => length - 1 - Math.abs(length - 1 - Math.abs(i));
  return fill([Math.ceil(h / stride), Math.ceil(w / stride)], (i, j) =>
    sum2(size, size, (p, q) => {
      const [row, column] = [i * stride + p - radius, j * stride + q - radius];
      return at(x, mirrored(row, h), mirrored(column, w)) * at(kernel, p, q);
    }),
  );
}

/** A Gaussian of deviation 0.8·2ʲ⁻¹, normalized on its grid. */
function gaussian(j: number, size: number): Plain {
  const [sigma, radius] = [0.8 * 2 ** (j - 1), (size - 1) / 2];
  const bell = (p: number, q: number) =>
    Math.exp(-((p - radius) ** 2 + (q - radius) ** 2) / (2 * sigma ** 2));
  const total = sum2(size, size, bell);
  return fill([size, size], (p, q) => bell(p, q) / total);
}

/** Real and imaginary part of a·(e^{iξ·u_θ} - K)·e^{-|u|²_θ/(2σ²)}, rows downwards. */
function morlet(j: number, theta: number, slant: number, size: number): readonly [Plain, Plain] {
  const [sigma, frequency] = [0.8 * 2 ** j, ((3 * Math.PI) / 4) * 2 ** -j];
  const radius = (size - 1) / 2;
  const along = (p: number, q: number) => (q - radius) * Math.cos(theta) + (p - radius) * Math.sin(theta);
  const across = (p: number, q: number) => (p - radius) * Math.cos(theta) - (q - radius) * Math.sin(theta);
  const envelope = (p: number, q: number) => {
    const squared = along(p, q) ** 2 + (slant * across(p, q)) ** 2;
    return (slant / (2 * Math.PI * sigma ** 2)) * Math.exp(-squared / (2 * sigma ** 2));
  };
  const cosine = (p: number, q: number) => Math.cos(frequency * along(p, q));
  const offset = sum2(size, size, (p, q) => envelope(p, q) * cosine(p, q)) / sum2(size, size, envelope);
  return [
    fill([size, size], (p, q) => envelope(p, q) * (cosine(p, q) - offset)),
    fill([size, size], (p, q) => envelope(p, q) * Math.sin(frequency * along(p, q))),
  ];
}
