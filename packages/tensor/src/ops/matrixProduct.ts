import type { Tensor } from "../tensor.js";
import { mul } from "./mul.js";
import { expandDims } from "./reshape.js";
import { sum } from "./sum.js";

/**
 * The product of small float matrices, for the gradients of factorizations: in elementwise ops, so that a bundle
 * with a factorization doesn't carry the packed kernels.
 */
export function matrixProduct(a: Tensor, b: Tensor): Tensor {
  return sum(mul(expandDims(a, -1), expandDims(b, -3)), { axes: -2 });
}
