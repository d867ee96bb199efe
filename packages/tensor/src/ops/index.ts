export { add } from "./add.js";
export { broadcastTo } from "./broadcastTo.js";
export { cast, copy } from "./cast.js";
export { mul } from "./mul.js";
export type { AnyOp } from "./op.js";
export type { ReductionOptions } from "./reduction.js";
export { expandDims, flatten, reshape, squeeze } from "./reshape.js";
export { sum } from "./sum.js";
export { matrixTranspose, transpose } from "./transpose.js";
