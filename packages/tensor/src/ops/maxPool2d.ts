import { maxIndicesKernel } from "../cpu/kernels/pooling.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";
import { gatherFromPlanes } from "./planes.js";
import { eachPooled, type Pool2dOptions, poolingWindows } from "./pooling.js";
import type { SlidingWindows } from "./slidingWindows.js";

/** For each window the place row·w + column in its plane of the maximum: the first of equals, the first NaN before all. */
const indicesOp = kernelOp<SlidingWindows>({
  name: "maxPool2dIndices",
  infer: ([x], { count }) => ({ dtype: "int32", shape: [x!.shape[0]!, x!.shape[1]!, ...count] }),
  compute: ([x], out, windows) => {
    const area = windows.plane[0] * windows.plane[1];
    out.data.fill(-1);
    eachPooled(x!.shape[0]! * x!.shape[1]!, windows, (at, window) => {
      const place = at % area;
      const value = x!.data[at]!;
      const best = x!.data[at - place + out.data[window]!];
      // True for a greater value, and for a NaN unless one is already the best.
      const better = out.data[window] === -1 || (!(value <= best!) && !Number.isNaN(best));
      if (better) out.data[window] = place;
    });
  },
  cpu: maxIndicesKernel,
  gradients: [null],
});

/**
 * The largest element of each window, x [n, c, h, w] to [n, c, oh, ow]; padding doesn't count, and a NaN wins.
 * ShapeError where no window fits, UsageError on options that aren't counts.
 * Gradient: dy goes where the maximum came from, the first in the window of equal ones.
 */
export function maxPool2d(x: Tensor, options: Pool2dOptions): Tensor {
  const windows = poolingWindows("maxPool2d", x, options);
  return scope(() => gatherFromPlanes(x, execute(indicesOp, [x], windows), windows));
}
