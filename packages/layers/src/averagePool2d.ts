import { averagePool2d, type Tensor } from "@mebae/tensor";
import type { Pair } from "./conv2d.js";
import { count } from "./expect.js";
import type { LayerJSON } from "./json.js";
import { Layer } from "./layer.js";
import type { Pool2dOptions } from "./maxPool2d.js";

export interface AveragePool2dOptions extends Pool2dOptions {
  /** Whether the zeros of the padding count in the mean. True by default, as in PyTorch. */
  readonly countIncludePadding?: boolean;
}

/** The mean of each window, x [n, c, h, w]; dx is each dy spread evenly over its window. */
export class AveragePool2d extends Layer {
  static override readonly type = "AveragePool2d";
  readonly stride: Pair;
  readonly padding: Pair;
  readonly countIncludePadding: boolean;

  constructor(
    readonly size: Pair,
    options: AveragePool2dOptions = {},
  ) {
    super();
    this.stride = options.stride ?? size;
    this.padding = options.padding ?? 0;
    this.countIncludePadding = options.countIncludePadding ?? true;
    for (const n of [size].flat()) count("AveragePool2d", "size", n as number);
    for (const n of [this.stride].flat()) count("AveragePool2d", "stride", n as number);
  }

  static fromJSON(json: { size: Pair } & AveragePool2dOptions): AveragePool2d {
    return new AveragePool2d(json.size, json);
  }

  override toJSON(): LayerJSON {
    const { size, stride, padding, countIncludePadding } = this;
    return { type: AveragePool2d.type, size, stride, padding, countIncludePadding };
  }

  protected override compute(x: Tensor): Tensor {
    this.expectShape(x, [["n", "c", "h", "w"]]);
    this.expectDtype(x);
    const { size, stride, padding, countIncludePadding } = this;
    return averagePool2d(x, { size, stride, padding, countIncludePadding });
  }
}
