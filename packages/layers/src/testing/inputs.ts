import { type DType, Generator, type Tensor, tensor } from "@mebae/tensor";
import type { LayerInput } from "../index.js";
import type { LayerCase } from "./layerCase.js";

/** A case's inputs, drawn anew at each call from the case's name, and how its layer takes them. */
export function inputsOf({ name, inputs, integers }: LayerCase) {
  const generator = new Generator(1).fold(name);
  const draw = (shape: readonly number[], dtype: DType): Tensor => {
    const size = shape.reduce((a, b) => a * b, 1);
    if (integers) return tensor(Int32Array.from(integers), { shape });
    // Away from zero, where ReLU has its kink, and from one another, where max pooling has its own.
    const order = generator.permutation(size);
    const values = Float64Array.from(
      order,
      (place) => (generator.bits() % 2 ? 1 : -1) * (0.1 + (1.6 * (place + generator.uniform(0, 0.5))) / size),
    );
    return tensor(values, { shape, dtype });
  };
  return {
    generator,
    draw,
    drawAll: (dtype: DType) => inputs.map((shape) => draw(shape, dtype)),
    together: (xs: readonly Tensor[]): LayerInput => (inputs.length === 1 ? xs[0]! : xs),
  };
}
