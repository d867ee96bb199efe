import type { LayerJSON } from "../json.js";
import { Layer } from "../layer.js";

/** A layer without parameters or options, any shape to the same shape. */
export abstract class Activation extends Layer {
  override toJSON(): LayerJSON {
    return { type: this.type };
  }
}
