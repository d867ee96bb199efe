import { formatShape, ShapeError, Tensor, UsageError } from "@mebae/tensor";
import { expectFloat } from "./expect.js";

/** Checks the two inputs of a two-input layer: float, and of shapes that broadcast. */
export function expectPair(where: string, inputs: readonly [Tensor, Tensor]): readonly [Tensor, Tensor] {
  if (!Array.isArray(inputs) || inputs.length !== 2 || !inputs.every((x) => x instanceof Tensor)) {
    throw new UsageError(`${where}: expected two inputs, forward([x, y])`);
  }
  const [x, y] = inputs;
  expectFloat(where, x);
  expectFloat(where, y);
  const rank = Math.max(x.rank, y.rank);
  for (let back = 1; back <= rank; back++) {
    const a = x.shape.at(-back) ?? 1;
    const b = y.shape.at(-back) ?? 1;
    if (back <= Math.min(x.rank, y.rank) && a !== b && a !== 1 && b !== 1) {
      throw new ShapeError(
        `${where}: expected two inputs that broadcast, got ${formatShape(x.shape)} and ${formatShape(y.shape)}`,
      );
    }
  }
  return inputs;
}
