import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import type { KernelOp } from "./op.js";

interface Attributes extends Record<string, unknown> {
  readonly diagonal: number;
}

function triangleOp(name: string, keeps: (column: number, edge: number) => boolean): KernelOp<Attributes> {
  const op: KernelOp<Attributes> = kernelOp<Attributes>({
    name,
    infer: ([x]) => {
      if (x!.shape.length < 2) {
        throw new ShapeError(`${name}: expected two axes or more, got ${formatShape(x!.shape)}`);
      }
      return { dtype: x!.dtype, shape: x!.shape };
    },
    compute: ([x], out, { diagonal }) => {
      const [rows, columns] = x!.shape.slice(-2) as [number, number];
      for (let i = 0; i < out.data.length; i++) {
        const row = Math.floor(i / columns) % rows;
        if (keeps(i % columns, row + diagonal)) out.data[i] = x!.data[i]!;
      }
    },
    gradients: [(dy, { attributes }) => execute(op, [dy], attributes)],
  });
  return op;
}

const trilOp = triangleOp("tril", (column, edge) => column <= edge);
const triuOp = triangleOp("triu", (column, edge) => column >= edge);

/**
 * The lower triangle of the last two axes, exact zeros above it; `diagonal` moves its edge up where positive.
 * Gradient: the lower triangle of dy.
 */
export function tril(x: Tensor, diagonal = 0): Tensor {
  return execute(trilOp, [x], { diagonal });
}

/** The upper triangle of the last two axes, exact zeros below it; like `tril`. */
export function triu(x: Tensor, diagonal = 0): Tensor {
  return execute(triuOp, [x], { diagonal });
}
