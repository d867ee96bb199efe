import { ShapeError } from "../errors.js";
import { scope } from "../scope.js";
import { formatShape, normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { broadcastTo } from "./broadcastTo.js";
import { reshape } from "./reshape.js";

function checkCount(count: number, where: string): void {
  if (!Number.isInteger(count) || count < 0) throw new ShapeError(`${where}: ${count} is no count`);
}

/**
 * The whole tensor repeated along its axes, `counts` aligned at the right as in NumPy.
 * Gradient: the sum over the copies.
 */
export function tile(x: Tensor, counts: readonly number[]): Tensor {
  for (const count of counts) checkCount(count, "tile");
  const rank = Math.max(x.rank, counts.length);
  const shape = [...new Array<number>(rank - x.rank).fill(1), ...x.shape];
  const times = [...new Array<number>(rank - counts.length).fill(1), ...counts];
  return scope(() => {
    const apart = reshape(
      x,
      shape.flatMap((n) => [1, n]),
    );
    const repeated = broadcastTo(
      apart,
      shape.flatMap((n, axis) => [times[axis]!, n]),
    );
    return reshape(
      repeated,
      shape.map((n, axis) => n * times[axis]!),
    );
  });
}

/** Each element `count` times in a row along an axis. Gradient: the sum over the copies. */
export function repeat(x: Tensor, count: number, axis: number): Tensor {
  checkCount(count, "repeat");
  if (x.rank === 0)
    throw new ShapeError(`repeat: expected an axis to repeat along, got shape ${formatShape(x.shape)}`);
  const at = normalizeAxis(axis, x.rank, "repeat");
  const [before, n, after] = [x.shape.slice(0, at), x.shape[at]!, x.shape.slice(at + 1)];
  return scope(() => {
    const apart = reshape(x, [...before, n, 1, ...after]);
    return reshape(broadcastTo(apart, [...before, n, count, ...after]), [...before, n * count, ...after]);
  });
}
