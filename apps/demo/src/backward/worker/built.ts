import type { AnyLayer, LayerInput } from "@mebae/layers";
import type { Tensor } from "@mebae/tensor";

/** Tensors by their names in the formulas. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** A layer of @mebae/layers with what it is to be run on. */
export interface Built {
  readonly layer: AnyLayer;
  readonly input: LayerInput;
  /** Names of the inputs that have gradients, in the order in which `backward` gives them. */
  readonly inputs: readonly string[];
  /** The formulas' name for each of the layer's Variables: weight is W. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The name of the output, y say; its gradient is dy. */
  readonly output: string;
  /** What happens inside, beside the output and its gradient. */
  readonly inside?: (dy: Tensor) => Tensors;
}

/** Builds a layer for these tensors, in float64. Errors about their shapes are the layer's own. */
export type Build = (tensors: Tensors) => Built;

/** The layer with these values, or freed where it refuses them. */
export function loaded<L extends AnyLayer>(layer: L, values: Tensors): L {
  try {
    return layer.load(values);
  } catch (error) {
    layer.dispose();
    throw error;
  }
}
