import { maxPool2d, type Tensor } from "@mebae/tensor";
import type { Pair } from "./conv2d.js";
import { count } from "./expect.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";

export interface Pool2dOptions {
  /** The window's own size by default. */
  readonly stride?: Pair;
  readonly padding?: Pair;
}

/** The largest value of each window, x [n, c, h, w]; dy goes to the place that it came from, the first at ties. */
export class MaxPool2d extends Layer {
  static override readonly type = "MaxPool2d";
  readonly stride: Pair;
  readonly padding: Pair;

  constructor(
    readonly size: Pair,
    options: Pool2dOptions = {},
  ) {
    super();
    this.stride = options.stride ?? size;
    this.padding = options.padding ?? 0;
    for (const n of [size].flat()) count("MaxPool2d", "size", n as number);
    for (const n of [this.stride].flat()) count("MaxPool2d", "stride", n as number);
  }

  static fromJSON(json: { size: Pair } & Pool2dOptions): MaxPool2d {
    return new MaxPool2d(json.size, json);
  }

  override toJSON(): LayerJSON {
    const { size, stride, padding } = this;
    return { type: MaxPool2d.type, size, stride, padding };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", "c", "h", "w"]]);
    this.expectDtype(x);
    return maxPool2d(x, { size: this.size, stride: this.stride, padding: this.padding });
  }
}
