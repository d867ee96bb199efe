import { erfFunction } from "../expression/functions/erf.js";
import { erfcFunction } from "../expression/functions/erfc.js";
import { expFunction } from "../expression/functions/exp.js";
import { normalQuantileFunction } from "../expression/functions/normalQuantile.js";
import { unary } from "./elementwise.js";
import { exp } from "./exponentials.js";
import { mul } from "./mul.js";
import { neg } from "./neg.js";
import { square } from "./square.js";

/** 2/√π as a number, since a bundler can't know that Math.sqrt does nothing else. */
const twoOverSqrtPi = 1.1283791670955126;

/** erf x = 2/√π ∫₀ˣ e^(-t²) dt. Gradient: dy·2/√π·e^(-x²). Integers as float32. */
export const erf = unary({
  name: "erf",
  domain: "float",
  value: (x) => x.call(erfFunction),
  gradients: [(dy, { x }) => mul(dy, mul(exp(neg(square(x))), twoOverSqrtPi))],
});

/** 1 - erf x, exact in the right tail. Gradient: -dy·2/√π·e^(-x²). Integers as float32. */
export const erfc = unary({
  name: "erfc",
  domain: "float",
  value: (x) => x.call(erfcFunction),
  gradients: [(dy, { x }) => mul(dy, mul(exp(neg(square(x))), -twoOverSqrtPi))],
});

/**
 * The x with Φ(x) = p, for p in [0, 1]: ∓Infinity at the ends, NaN outside. Gradient: dy·√(2π)·e^(y²/2).
 * Integers as float32.
 */
export const normalQuantile = unary({
  name: "normalQuantile",
  domain: "float",
  value: (p) => p.call(normalQuantileFunction),
  gradients: [(dy, { output }) => mul(dy, mul(exp(mul(square(output), 0.5)), Math.sqrt(2 * Math.PI)))],
});

/**
 * The y with erf y = x, for x in [-1, 1]: ±Infinity at the ends, NaN outside. Gradient: dy·√π/2·e^(y²).
 * Integers as float32.
 */
export const erfinv = unary({
  name: "erfinv",
  domain: "float",
  value: (x) => {
    const size = x.abs();
    // Of the tail probability (1-|x|)/2, which is exact for large |x|. For small |x| it has lost digits, and one
    // step of Newton on erf, which is exact there, brings them back.
    const tail = size.neg().add(1).mul(0.5).call(normalQuantileFunction).mul(-Math.SQRT1_2);
    const error = tail.call(erfFunction).sub(size);
    const refined = tail.sub(error.mul(tail.mul(tail).call(expFunction)).mul(1 / twoOverSqrtPi));
    const y = size.less(0.5).select(refined, tail);
    // -0 stays -0.
    return x.equal(0).select(x, x.less(0).select(y.neg(), y));
  },
  gradients: [(dy, { output }) => mul(dy, mul(exp(square(output)), 1 / twoOverSqrtPi))],
});
