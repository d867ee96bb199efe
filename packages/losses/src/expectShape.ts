import { formatShape, ShapeError, type Tensor } from "@mebae/tensor";

/** @throws ShapeError where the target isn't of the output's shape. */
export function expectShape(where: string, output: Tensor, target: Tensor, name = "target"): void {
  if (formatShape(output.shape) !== formatShape(target.shape)) {
    throw new ShapeError(
      `${where}: expected ${name} ${formatShape(output.shape)}, got ${formatShape(target.shape)}`,
    );
  }
}
