import {
  type GridBorder,
  type Key,
  matmul,
  matrixTranspose,
  mul,
  reshape,
  type Tensor,
  tensor,
  uniform,
} from "@mebae/tensor";
import type { AugmentationBatch } from "./augmentation.js";
import { checkAmount, indicesOf } from "./draws.js";
import type { Canvas } from "./points.js";
import { type Warp, warp } from "./warp.js";

export interface ElasticOptions {
  /** Standard deviation of a point's move along each axis, as a part of the image's side. Default 0.03. */
  readonly displacement?: number;
  /** Over how long a part of the side moves are alike; smaller ones tremble. Default ¼. */
  readonly smoothness?: number;
  /** What stands outside: "zero" (black, the default), "edge" or "reflect". */
  readonly border?: GridBorder;
}

/** The mean over x of Σ_k B(x - k)² along one axis, B the cubic B-spline: ∫B² = 151/315. */
const splineSquare = 151 / 315;

/**
 * Images bent like rubber (Simard, Steinkraus & Platt 2003): each point moves by a smooth random field. Where they smooth
 * white noise by a Gaussian, the field here is a cubic B-spline with uniform draws at knots a `smoothness` apart, which
 * has nearly that shape (σ = 0.58 of the distance) and costs two small products.
 */
export function elastic(options: ElasticOptions = {}): Warp {
  const { displacement = 0.03, smoothness = 0.25, border = "zero" } = options;
  checkAmount("elastic", "displacement", displacement);
  checkAmount("elastic", "smoothness", smoothness, 1, 0.01);
  return warp("elastic", border, (points, batch, key) => {
    if (displacement === 0) return points;
    return points.bend(field(points.canvas, batch, key, displacement, smoothness));
  });
}

/** Moves in pixels, [n, 2, height, width]. */
function field(
  { count, height, width, backend }: Canvas,
  batch: AugmentationBatch,
  key: Key,
  displacement: number,
  smoothness: number,
): Tensor {
  const rows = splineBasis(height, smoothness);
  const columns = splineBasis(width, smoothness);
  // A uniform draw from ±a has the variance a²/3.
  const reach = (displacement * Math.sqrt(3)) / splineSquare;
  const draws = uniform(key.each(indicesOf(batch)), [count, 2, columns.knots, rows.knots], {
    low: -reach,
    high: reach,
    backend,
  });
  // Along rows a move is a part of the height, along columns of the width.
  const sides = tensor(Float32Array.of(height, width), { shape: [2, 1, 1], backend });
  const down = tensor(rows.values, { shape: [rows.knots, height], backend });
  const across = tensor(columns.values, { shape: [columns.knots, width], backend });
  // Each product is one for all images, which is several times faster than a small one for each.
  const high = matmul(reshape(mul(draws, sides), [count * 2 * columns.knots, rows.knots]), down);
  const turned = matrixTranspose(reshape(high, [count, 2, columns.knots, height]));
  const field = matmul(reshape(turned, [count * 2 * height, columns.knots]), across);
  return reshape(field, [count, 2, height, width]);
}

/** How much of each knot each of n pixels takes: [knots, n]. */
function splineBasis(
  n: number,
  smoothness: number,
): { readonly knots: number; readonly values: Float32Array } {
  const spacing = Math.max(1, smoothness * n);
  // One knot before the first pixel's interval and two after the last one's.
  const knots = Math.floor((n - 1) / spacing) + 4;
  const values = new Float32Array(knots * n);
  for (let knot = 0; knot < knots; knot++) {
    for (let i = 0; i < n; i++) values[knot * n + i] = cubic(Math.abs(i / spacing - (knot - 1)));
  }
  return { knots, values };
}

/** The cubic B-spline at a distance from its knot. */
function cubic(distance: number): number {
  if (distance < 1) return 2 / 3 - distance ** 2 + distance ** 3 / 2;
  return distance < 2 ? (2 - distance) ** 3 / 6 : 0;
}
