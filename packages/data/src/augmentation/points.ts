import {
  add,
  broadcastTo,
  div,
  gridSample,
  matmul,
  reshape,
  slice,
  type Tensor,
  tensor,
  where,
} from "@mebae/tensor";
import { identity, multiply } from "./matrices.js";

/** The extents of images, and where they are computed. */
export interface Canvas {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly backend: Tensor["backend"];
}

/**
 * Where in its input each pixel of an augmented image is read: a grid that may have been bent, mapped by a matrix for each
 * image. Maps are collected here and the image is read once at the end, so that it isn't blurred by each of them.
 */
export class Points {
  /** Starts at the pixels' own places, (row, column) in pixels. */
  static of(canvas: Canvas): Points {
    const matrices = new Float64Array(9 * canvas.count);
    for (let i = 0; i < canvas.count; i++) matrices.set(identity, 9 * i);
    return new Points(canvas, undefined, matrices);
  }

  private constructor(
    readonly canvas: Canvas,
    /** Points [n, 2, height, width] that the matrices map; the pixels' own where undefined. */
    private readonly bent: Tensor | undefined,
    private readonly matrices: Float64Array,
  ) {}

  /** Every point mapped by its image's matrix. */
  map(matrixOf: (image: number) => ArrayLike<number>): Points {
    const { count } = this.canvas;
    const matrices = new Float64Array(9 * count);
    for (let i = 0; i < count; i++) {
      matrices.set(multiply(matrixOf(i), this.matrices.subarray(9 * i, 9 * i + 9)), 9 * i);
    }
    return new Points(this.canvas, this.bent, matrices);
  }

  /** Every point moved by a field [n, 2, height, width], in pixels, read where the point lies. */
  bend(field: Tensor): Points {
    const grid = this.grid();
    const moves = this.isPlain ? field : gridSample(field, grid, { border: "edge" });
    return new Points(this.canvas, add(grid, moves), Points.of(this.canvas).matrices);
  }

  /** These points where an image is chosen, the others elsewhere. */
  chosen(isChosen: readonly boolean[], others: Points): Points {
    if (this.bent === others.bent) {
      const matrices = this.matrices.slice();
      isChosen.forEach((chosen, i) => {
        if (!chosen) matrices.set(others.matrices.subarray(9 * i, 9 * i + 9), 9 * i);
      });
      return new Points(this.canvas, this.bent, matrices);
    }
    const mask = tensor(Uint8Array.from(isChosen, Number), {
      shape: [isChosen.length, 1, 1, 1],
      dtype: "bool",
      backend: this.canvas.backend,
    });
    return new Points(this.canvas, where(mask, this.grid(), others.grid()), Points.of(this.canvas).matrices);
  }

  /** Whether every pixel is read at its own place. */
  get isPlain(): boolean {
    return this.bent === undefined && this.isUnmapped;
  }

  get isUnmapped(): boolean {
    return this.matrices.every((value, i) => value === identity[i % 9]);
  }

  /** The points as `gridSample` takes them: [n, 2, height, width]. */
  grid(): Tensor {
    const { count, height, width } = this.canvas;
    if (this.bent !== undefined && this.isUnmapped) return this.bent;
    const isAffine = this.matrices.every((value, i) => i % 9 < 6 || value === identity[i % 9]);
    const rows = isAffine ? 2 : 3;
    const mapped = this.bent === undefined ? this.#mapPixels(rows) : this.#mapBent(this.bent, rows);
    const shape = [count, 2, height, width];
    if (isAffine) return reshape(mapped, shape);
    // A point at infinity divides by zero: its infinite coordinates lie outside.
    const depth = slice(mapped, [null, { start: 2 }]);
    return reshape(div(slice(mapped, [null, { stop: 2 }]), depth), shape);
  }

  /** The first rows of the matrices, columns from before one on: float32 [n, rows, columns]. */
  #matrix(rows: number, columns: readonly number[]): Tensor {
    const { count, backend } = this.canvas;
    const values = new Float32Array(count * rows * columns.length);
    let at = 0;
    for (let i = 0; i < count; i++) {
      for (let row = 0; row < rows; row++) {
        for (const column of columns) values[at++] = this.matrices[9 * i + 3 * row + column]!;
      }
    }
    return tensor(values, { shape: [count, rows, columns.length], backend });
  }

  /** One product for all images: their matrices below each other, by the pixels' places. */
  #mapPixels(rows: number): Tensor {
    const { count, height, width, backend } = this.canvas;
    const area = height * width;
    const places = new Float32Array(3 * area).fill(1);
    for (let p = 0; p < area; p++) {
      places[p] = Math.floor(p / width);
      places[area + p] = p % width;
    }
    const stacked = reshape(this.#matrix(rows, [0, 1, 2]), [count * rows, 3]);
    return reshape(matmul(stacked, tensor(places, { shape: [3, area], backend })), [count, rows, area]);
  }

  #mapBent(bent: Tensor, rows: number): Tensor {
    const { count, height, width } = this.canvas;
    const area = height * width;
    const turned = matmul(this.#matrix(rows, [0, 1]), reshape(bent, [count, 2, area]));
    return add(turned, broadcastTo(this.#matrix(rows, [2]), [count, rows, area]));
  }
}
