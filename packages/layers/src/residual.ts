import { add, formatShape, ShapeError, type Tensor } from "@mebae/tensor";
import type { LayerJSON } from "./json.js";
import { type ForwardOptions, Layer } from "./layer.js";

/**
 * y = f(x) + x, or f(x) + g(x) with a shortcut g where the shapes differ (He, Zhang, Ren & Sun 2016). ShapeError where
 * the two parts differ in shape.
 */
export class Residual extends Layer {
  static override readonly type = "Residual";
  readonly shortcut?: Layer;

  constructor(
    readonly layer: Layer,
    shortcut?: Layer,
  ) {
    super();
    if (shortcut) this.shortcut = shortcut;
  }

  static fromJSON(
    json: { layer: LayerJSON; shortcut?: LayerJSON },
    read: (json: LayerJSON) => Layer,
  ): Residual {
    return new Residual(read(json.layer), json.shortcut && read(json.shortcut));
  }

  override toJSON(): LayerJSON {
    const shortcut = this.shortcut && { shortcut: this.shortcut.toJSON() };
    return { type: Residual.type, layer: this.layer.toJSON(), ...shortcut };
  }

  protected override compute(x: Tensor, options: ForwardOptions): Tensor {
    const inner = (name: string) => (options.key ? { ...options, key: options.key.fold(name) } : options);
    const y = this.layer.forward(x, inner("layer"));
    const short = this.shortcut ? this.shortcut.forward(x, inner("shortcut")) : x;
    if (formatShape(y.shape) !== formatShape(short.shape)) {
      throw new ShapeError(
        `${this.label}: the layer gives ${formatShape(y.shape)}, the shortcut ${formatShape(short.shape)}`,
      );
    }
    return add(y, short);
  }
}
