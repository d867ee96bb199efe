import type { Scalar } from "../expression/scalar.js";
import { binary } from "./elementwise.js";
import { mul } from "./mul.js";
import { neg } from "./neg.js";

/** ⌊x/y⌋ and x - y⌊x/y⌋, whose sign is y's. Exact while |x/y| < 2²⁴ (float32), 2⁵³ (float64). */
function divided(x: Scalar, y: Scalar): { quotient: Scalar; rest: Scalar } {
  return x.type === "int32" ? dividedIntegers(x, y) : dividedFloats(x, y);
}

function dividedIntegers(x: Scalar, y: Scalar) {
  const towardsZero = x.div(y);
  const rest = x.sub(towardsZero.mul(y));
  const tooLarge = rest
    .notEqual(0)
    .and(rest.less(0).xor(y.less(0)))
    .and(y.notEqual(0));
  return {
    quotient: tooLarge.select(towardsZero.sub(1), towardsZero),
    rest: y.equal(0).select(0, tooLarge.select(rest.add(y), rest)),
  };
}

function dividedFloats(x: Scalar, y: Scalar) {
  const rounded = x.div(y).floor();
  const product = rounded.mul(y);
  const rest = x.sub(product).sub(productError(rounded, y, product));
  // x/y may have been rounded up to a whole number: then the rest has the wrong sign.
  const tooLarge = rest.notEqual(0).and(rest.less(0).xor(y.less(0)));
  const zero = y.less(0).select(y.like(-0), y.like(0));
  const exact = rest.equal(0).select(zero, tooLarge.select(rest.add(y), rest));
  // By an infinite y: x itself, or the y below it.
  const infinite = y.abs().equal(Infinity).and(x.abs().less(Infinity));
  const sameSide = x.equal(0).or(x.less(0).xor(y.less(0)).not());
  return {
    quotient: infinite.select(
      sameSide.select(x.like(0), x.like(-1)),
      tooLarge.select(rounded.sub(1), rounded),
    ),
    rest: infinite.select(x.equal(0).select(zero, sameSide.select(x, y)), exact),
  };
}

/** a·b - product, exactly (Dekker 1971, with Veltkamp's splitting); 0 where the splitting overflows. */
function productError(a: Scalar, b: Scalar, product: Scalar): Scalar {
  const [ah, al] = halves(a);
  const [bh, bl] = halves(b);
  const error = ah.mul(bh).sub(product).add(ah.mul(bl)).add(al.mul(bh)).add(al.mul(bl));
  return error.equal(error).select(error, 0);
}

function halves(a: Scalar): [high: Scalar, low: Scalar] {
  const scaled = a.mul(a.type === "float64" ? 2 ** 27 + 1 : 2 ** 12 + 1);
  const high = scaled.sub(scaled.sub(a));
  return [high, a.sub(high)];
}

/** ⌊x/y⌋ of the exact quotient. An integer divided by 0 gives 0. Gradient: zero. */
export const floorDivide = binary({
  name: "floorDivide",
  value: (x, y) => divided(x, y).quotient,
  gradients: [],
});

/**
 * x - y⌊x/y⌋, which has the sign of y (as in Python and NumPy); integers by 0 give 0, floats NaN.
 * Gradients: dy, -dy·⌊x/y⌋.
 */
export const remainder = binary({
  name: "remainder",
  value: (x, y) => divided(x, y).rest,
  gradients: [(dy) => dy, (dy, { x, y }) => neg(mul(dy, floorDivide(x, y)))],
});
