import type { Accuracy } from "@mebae/tensor/backend";

/**
 * What every WGSL compiler must keep, from the table "Accuracy of Concrete Floating Point Expressions" (WebGPU Shading
 * Language, section 15.7.4.1, f32 and f16):
 * - x + y, x - y and x · y are "correctly rounded", which in WGSL is either neighbour of the exact result (15.7.3): 1 ulp,
 *   and so is a conversion. fma(x, y, z) is inherited from x · y + z.
 * - x / y: 2.5 ulp.
 * - sqrt(x) is inherited from 1 / inverseSqrt(x), of which inverseSqrt has 2 ulp.
 * - Subnormal numbers may be flushed to zero (15.7.2).
 */
export const accuracy: Accuracy = {
  ulp: { add: 1, subtract: 1, multiply: 1, convert: 1, divide: 2.5, squareRoot: 4.5 },
  flushesSubnormals: true,
};
