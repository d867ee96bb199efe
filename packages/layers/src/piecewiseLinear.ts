import {
  type DType,
  div,
  gather,
  maximum,
  minimum,
  type Shape,
  sub,
  type Tensor,
  tensor,
  UsageError,
  type Variable,
  where,
} from "@mebae/tensor";
import { count } from "./expect.js";
import { constant } from "./initializers/constant.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface PiecewiseLinearOptions {
  readonly dtype?: DType;
}

/**
 * The piecewise-linear encoding of columns of numbers (Gorishniy, Rubachev & Babenko 2022, "On embeddings for numerical
 * features in tabular deep learning"). Column f is cut into its own number of bins; bin t starts at s and is w wide:
 *   y = (x_f - s)/w, not below 0 unless t is the column's first bin, not above 1 unless it is its last
 * so that a network sees how far along each bin a value is, and beyond the outermost ones it goes on as a line. A column of one bin is
 * (x-s)/w as it stands. x [n, features], y [n, Σ bins], column after column. The buffers `start` and `scale`, each [Σ bins],
 * hold s and w > 0; they are learned from quantiles of training data, not trained.
 */
export class PiecewiseLinear extends Layer {
  static override readonly type = "PiecewiseLinear";
  readonly bins: readonly number[];
  readonly start: Variable;
  readonly scale: Variable;

  /** @param bins how many bins each column has, 1 or more */
  constructor(bins: readonly number[], options: PiecewiseLinearOptions = {}) {
    super();
    if (bins.length === 0) throw new UsageError("PiecewiseLinear: expected one column at least, got none");
    for (const number of bins) count("PiecewiseLinear", "each of bins", number);
    this.bins = [...bins];
    const width = bins.reduce((sum, number) => sum + number);
    const fixed = { dtype: options.dtype ?? "float32", trainable: false };
    this.start = this.parameter("start", [width], constant(0), fixed);
    this.scale = this.parameter("scale", [width], constant(1), fixed);
  }

  static fromJSON(json: { bins: readonly number[] } & PiecewiseLinearOptions): PiecewiseLinear {
    return new PiecewiseLinear(json.bins, json);
  }

  override toJSON(): LayerJSON {
    return { type: PiecewiseLinear.type, bins: this.bins, dtype: this.start.dtype };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", this.bins.length]]);
    this.expectDtype(x, this.start.dtype);
    const width: Shape = this.start.shape;
    const mask = (isOpen: (bin: number, bins: number) => boolean): Tensor => {
      const flags = this.bins.flatMap((bins) => Array.from({ length: bins }, (_, bin) => isOpen(bin, bins)));
      return tensor(Uint8Array.from(flags, Number), { dtype: "bool", shape: width });
    };
    const columns = this.bins.flatMap((bins, column) => new Array<number>(bins).fill(column));
    const along = div(
      sub(gather(x, tensor(Int32Array.from(columns), { dtype: "int32" }), 1), this.start.value),
      this.scale.value,
    );
    const above = where(
      mask((bin) => bin === 0),
      along,
      maximum(along, 0),
    );
    return where(
      mask((bin, bins) => bin === bins - 1),
      above,
      minimum(above, 1),
    );
  }
}
