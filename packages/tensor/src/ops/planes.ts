import { gatherPlanesKernel, scatterPlanesKernel } from "../cpu/kernels/pooling.js";
import { execute } from "../execute.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import type { HostArray } from "./op.js";
import type { SlidingWindows } from "./slidingWindows.js";

/** Where each index lies in a window of its own: an engine may look for a place in the windows that cover it, and nowhere else. */
interface IndexAttributes extends Record<string, unknown> {
  readonly windows?: SlidingWindows;
}

/** What scatters have beside it: the plane that is added to. */
interface ScatterAttributes extends IndexAttributes {
  readonly plane: readonly [number, number];
}

/** Calls back with the place in its plane, counted over all planes, that each index names. */
function eachPlace(indices: HostArray, planeSize: number, visit: (place: number, i: number) => void): void {
  const perPlane = indices.shape[2]! * indices.shape[3]!;
  for (let i = 0; i < indices.data.length; i++) {
    visit(Math.floor(i / perPlane) * planeSize + indices.data[i]!, i);
  }
}

const gatherOp = kernelOp<IndexAttributes>({
  name: "gatherFromPlanes",
  infer: ([x, indices]) => ({ dtype: x!.dtype, shape: indices!.shape }),
  compute: ([x, indices], out) => {
    eachPlace(indices!, x!.shape[2]! * x!.shape[3]!, (place, i) => {
      out.data[i] = x!.data[place]!;
    });
  },
  cpu: gatherPlanesKernel,
  gradients: [
    (dy, { x, y: indices, attributes }) =>
      scatterToPlanes(dy, indices, [x.shape[2]!, x.shape[3]!], attributes.windows),
    null,
  ],
});

const scatterOp = kernelOp<ScatterAttributes>({
  name: "scatterToPlanes",
  infer: ([dy], { plane }) => ({ dtype: dy!.dtype, shape: [dy!.shape[0]!, dy!.shape[1]!, ...plane] }),
  compute: ([dy, indices], out, { plane }) => {
    eachPlace(indices!, plane[0] * plane[1], (place, i) => {
      out.data[place]! += dy!.data[i]!;
    });
  },
  cpu: scatterPlanesKernel,
  gradients: [(g, { y: indices, attributes }) => gatherFromPlanes(g, indices, attributes.windows), null],
});

/**
 * From each plane of x [n, c, h, w] the elements at int32 indices row·w + column [n, c, oh, ow], which aren't checked.
 * Gradient: dy added at those places.
 * @param windows where each index lies in the window of its own number
 */
export function gatherFromPlanes(x: Tensor, indices: Tensor, windows?: SlidingWindows): Tensor {
  return execute(gatherOp, [x, indices], windows ? { windows } : {});
}

/**
 * Zeros [n, c, h, w] to which dy [n, c, oh, ow] is added at int32 indices row·w + column [n, c, oh, ow], which aren't
 * checked; the adjoint of `gatherFromPlanes`.
 */
export function scatterToPlanes(
  dy: Tensor,
  indices: Tensor,
  plane: readonly [number, number],
  windows?: SlidingWindows,
): Tensor {
  return execute(scatterOp, [dy, indices], windows ? { plane, windows } : { plane });
}
