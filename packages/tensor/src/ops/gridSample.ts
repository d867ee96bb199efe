import { gridSampleKernel } from "../cpu/kernels/gridSample.js";
import { onesLike } from "../creation.js";
import { isFloat } from "../dtype.js";
import { DtypeError, ShapeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { abs } from "./abs.js";
import { add } from "./add.js";
import { broadcastTo } from "./broadcastTo.js";
import { castTo } from "./cast.js";
import { clip } from "./clip.js";
import { greater, greaterEqual, lessEqual, notEqual } from "./comparisons.js";
import { compositeOp } from "./composite.js";
import { stack } from "./concatenate.js";
import { remainder } from "./floorDivision.js";
import { logicalAnd, logicalOr } from "./logical.js";
import { mul } from "./mul.js";
import type { CompositeOp, TensorSpec } from "./op.js";
import { gatherFromPlanes, scatterToPlanes } from "./planes.js";
import { reshape } from "./reshape.js";
import { floor } from "./rounding.js";
import { slice } from "./slice.js";
import { checkFourAxes } from "./slidingWindows.js";
import { sub } from "./sub.js";
import { sum } from "./sum.js";
import { where } from "./where.js";

/** What stands around an image: zeros, its edge repeated, or the mirrored inside without its edge. */
export type GridBorder = "zero" | "edge" | "reflect";

export interface GridSampleOptions {
  /** "zero" by default. */
  readonly border?: GridBorder;
}

export interface GridSampleAttributes extends Record<string, unknown> {
  readonly border: GridBorder;
}

const borders: readonly GridBorder[] = ["zero", "edge", "reflect"];

function inferSample([x, grid]: readonly TensorSpec[]): TensorSpec {
  if (x!.dtype !== grid!.dtype || !isFloat(x!.dtype)) {
    throw new DtypeError(`gridSample: expected floats of one dtype, got ${x!.dtype} and ${grid!.dtype}`);
  }
  const [n, channels, height, width] = x!.shape as [number, number, number, number];
  const [images, axes, rows, columns] = grid!.shape as [number, number, number, number];
  if (images !== n || axes !== 2) {
    throw new ShapeError(
      `gridSample: expected a grid [${n}, 2, rows, columns], got ${formatShape(grid!.shape)}`,
    );
  }
  if (height < 1 || width < 1)
    throw new ShapeError(`gridSample: images of shape ${formatShape(x!.shape)} hold no pixels`);
  return { dtype: x!.dtype, shape: [n, channels, rows, columns] };
}

/** One of the two pixels along an axis between which a coordinate lies: its place, its weight, and the weight's slope. */
interface Side {
  readonly index: Tensor;
  readonly weight: Tensor;
  readonly slope: Tensor;
}

/** The nearer to the start first. All are [n, 1, rows, columns]. */
function sides(coordinate: Tensor, extent: number, border: GridBorder): [Side, Side] {
  const last = extent - 1;
  const { mapped, turn } = mapInside(coordinate, last, border);
  const low = floor(mapped);
  const fraction = sub(mapped, low);
  const side = (place: Tensor, weight: Tensor, slope: Tensor): Side => {
    const index = castTo(clip(place, 0, last), "int32");
    // A coordinate that is no number has no place; it makes its pixel NaN.
    const counts = logicalOr(
      logicalAnd(greaterEqual(place, 0), lessEqual(place, last)),
      notEqual(place, place),
    );
    return { index, weight: where(counts, weight, 0), slope: where(counts, slope, 0) };
  };
  return [side(low, sub(1, fraction), mul(turn, -1)), side(add(low, 1), fraction, turn)];
}

/** The coordinate inside the image, and its derivative by the one given. */
function mapInside(coordinate: Tensor, last: number, border: GridBorder): { mapped: Tensor; turn: Tensor } {
  const one = onesLike(coordinate);
  if (border === "zero") return { mapped: coordinate, turn: one };
  if (border === "edge" || last === 0) {
    const isInside = logicalAnd(greaterEqual(coordinate, 0), lessEqual(coordinate, last));
    return { mapped: clip(coordinate, 0, last), turn: where(isInside, one, 0) };
  }
  const folded = remainder(coordinate, 2 * last);
  return { mapped: sub(last, abs(sub(folded, last))), turn: where(greater(folded, last), mul(one, -1), one) };
}

interface Corner {
  readonly row: Side;
  readonly column: Side;
  /** Place in the plane, [n, channels, rows, columns]. */
  readonly indices: Tensor;
}

/** The four pixels around each point of the grid. */
function corners(grid: Tensor, channels: number, plane: readonly number[], border: GridBorder): Corner[] {
  const [n, , rows, columns] = grid.shape as [number, number, number, number];
  const [height, width] = plane as [number, number];
  const alongRows = sides(slice(grid, [null, { stop: 1 }]), height, border);
  const alongColumns = sides(slice(grid, [null, { start: 1 }]), width, border);
  return alongRows.flatMap((row) =>
    alongColumns.map((column) => {
      const indices = add(mul(row.index, width), column.index);
      return { row, column, indices: broadcastTo(indices, [n, channels, rows, columns]) };
    }),
  );
}

const total = (terms: readonly Tensor[]) => terms.reduce((a, b) => add(a, b));

const gridSampleOp: CompositeOp<GridSampleAttributes> = compositeOp<GridSampleAttributes>({
  name: "gridSample",
  infer: inferSample,
  decompose: ([x, grid], { border }) => {
    const around = corners(grid!, x!.shape[1]!, x!.shape.slice(2), border);
    return total(
      around.map(({ row, column, indices }) =>
        mul(gatherFromPlanes(x!, indices), mul(row.weight, column.weight)),
      ),
    );
  },
  cpu: gridSampleKernel,
  gradients: [
    (dy, { x, y: grid, attributes: { border } }) => {
      const [, channels, height, width] = x.shape as [number, number, number, number];
      const around = corners(grid, channels, [height, width], border);
      return total(
        around.map(({ row, column, indices }) =>
          scatterToPlanes(mul(dy, mul(row.weight, column.weight)), indices, [height, width]),
        ),
      );
    },
    (dy, { x, y: grid, attributes: { border } }) => {
      const around = corners(grid, x.shape[1]!, x.shape.slice(2), border);
      const values = around.map(({ indices }) => mul(dy, gatherFromPlanes(x, indices)));
      const along = (weight: (corner: Corner) => Tensor) =>
        sum(total(around.map((corner, i) => mul(values[i]!, weight(corner)))), { axes: 1 });
      const byRow = along(({ row, column }) => mul(row.slope, column.weight));
      const byColumn = along(({ row, column }) => mul(row.weight, column.slope));
      return reshape(stack([byRow, byColumn], 1), grid.shape);
    },
  ],
});

/**
 * Images read at any points, bilinearly: x [n, c, h, w] and a grid [n, 2, rows, columns] of coordinates in pixels, the
 * row's first, give [n, c, rows, columns],
 *   y[i, c, p] = Σ_{a, b ∈ {0, 1}} |1-a-f|·|1-b-g|·x[i, c, ⌊r⌋+a, ⌊s⌋+b], (r, s) = grid[i, :, p], f = r-⌊r⌋, g = s-⌊s⌋.
 * Pixel centres have whole coordinates. `border` says what stands outside: zeros (a point one pixel outside is half way
 * gone at ½), the edge, or the mirrored image. A coordinate that is no number gives NaN.
 * Gradients: dy added at the four pixels by their weights (the adjoint); dy times the slopes, 0 where the edge is repeated.
 */
export function gridSample(x: Tensor, grid: Tensor, options: GridSampleOptions = {}): Tensor {
  const { border = "zero" } = options;
  checkFourAxes(x.shape, "images [n, c, h, w]", "gridSample");
  checkFourAxes(grid.shape, "a grid [n, 2, rows, columns]", "gridSample");
  if (!borders.includes(border)) {
    throw new UsageError(`gridSample: border is "zero", "edge" or "reflect", not ${JSON.stringify(border)}`);
  }
  return scope(() => execute(gridSampleOp, [x, grid], { border }));
}
