import { type Tensor, UsageError } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";

export interface SequentialOptions {
  /** What the weights are drawn from, folded by each one's path. Without it, seed 0 when first used. */
  readonly seed?: number;
}

/** One layer after the other. Each layer gets the key folded by its place ("layers.2"). */
export class Sequential extends Layer {
  static override readonly type = "Sequential";
  readonly layers: readonly Layer[];
  readonly seed?: number;

  constructor(layers: readonly Layer[], options: SequentialOptions = {}) {
    super();
    layers.forEach((layer, i) => {
      if (!(layer instanceof Layer))
        throw new UsageError(`Sequential: expected a layer at ${i}, got ${typeof layer}`);
    });
    this.layers = [...layers];
    if (options.seed !== undefined) {
      this.seed = options.seed;
      this.initialize(options.seed);
    }
  }

  static fromJSON(
    json: { layers: readonly LayerJSON[]; seed?: number },
    read: (json: LayerJSON) => Layer,
  ): Sequential {
    return new Sequential(json.layers.map(read), json);
  }

  override toJSON(): LayerJSON {
    const layers = this.layers.map((layer) => layer.toJSON());
    return { type: Sequential.type, layers, ...(this.seed === undefined ? {} : { seed: this.seed }) };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    return this.layers.reduce((h, layer, i) => {
      const key = options.key?.fold(`layers.${i}`);
      return layer.forward(h, key ? { ...options, key } : options);
    }, x);
  }
}
