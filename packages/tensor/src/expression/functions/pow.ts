import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { headBits, upperHalf } from "./parts/bits.js";
import { expInRange, lower, raise } from "./parts/exponential.js";
import { formatOf } from "./parts/format.js";
import { splitAny } from "./parts/logarithm.js";
import { polynomial } from "./parts/polynomial.js";

// 3/2·log((1+s)/(1-s)) = s·(3 + z + z²·q(z)), z = s²; scripts/coefficients.py, "pow".
const coefficients32 = [0.6000023, 0.42820618, 0.3513023];
const coefficients64 = [
  0.5999999999966722, 0.42857143009486687, 0.33333307341657176, 0.27274899627310956, 0.22981597191014239,
  0.2209599716797979,
];

/**
 * x^y as IEEE 754 and NumPy have it: 1 to any power and anything to the 0 are 1, NaN included.
 * Within 2 ulp in float32, 4 in float64.
 */
export const powFunction: ScalarFunction = {
  name: "pow",
  reference: (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
  expand: (x, y) => formatOf(x!.type) && special(x!, y!, positivePower(x!.abs(), y!)),
};

/** A number in two parts: one with half the digits, and the rest. */
type Parts = readonly [high: Scalar, low: Scalar];

/**
 * log x for positive finite x, with half as many digits again: the numerator and the denominator of
 * s = (m-1)/(m+1) are exact, and each product is of two halves, with what they lack added after (Dekker 1971).
 */
function preciseLog(x: Scalar): Parts {
  const { n, mantissa } = splitAny(x);
  const [numerator, sum] = [mantissa.sub(1), mantissa.add(1)];
  const s = numerator.div(sum);
  const high = upperHalf(s);
  const sumHigh = upperHalf(sum);
  const sumLow = mantissa.sub(sumHigh.sub(1));
  const low = numerator.sub(high.mul(sumHigh)).sub(high.mul(sumLow)).div(sum);
  const z = s.mul(s);
  const square = high.mul(high);
  const q = polynomial(z, x.type === "float32" ? coefficients32 : coefficients64);
  const rest = z
    .mul(z)
    .mul(q)
    .add(low.mul(high.add(s)));
  const factor = upperHalf(square.add(3).add(rest));
  const factorLow = rest.sub(factor.sub(3).sub(square));
  const first = high.mul(factor);
  const second = low.mul(factor).add(factorLow.mul(s));
  const product = upperHalf(first.add(second));
  return natural(n, [product, second.sub(product.sub(first))]);
}

/** n·log 2 + 2/3·product */
function natural(n: Scalar, [high, low]: Parts): Parts {
  const [upper, lower] = formatOf(n.type)!.log2;
  const [twoThirds, lack] =
    n.type === "float32" ? [1365 / 2048, 1 / 6144] : [44739243 / 2 ** 26, -1 / (3 * 2 ** 26)];
  const third = high.mul(twoThirds);
  const rest = high
    .mul(lack)
    .add(low.mul(2 / 3))
    .add(n.mul(lower));
  const whole = n.mul(upper);
  const total = upperHalf(whole.add(third).add(rest));
  return [total, rest.sub(total.sub(whole).sub(third))];
}

/** x^y = e^(y·log x) for positive finite x. */
function positivePower(x: Scalar, y: Scalar): Scalar {
  const { bias, digits } = formatOf(x.type)!;
  // Beyond, only 1 has a power that is neither 0 nor Infinity.
  const most = 2 ** (digits + 12);
  const least = y.less(-most).select(-most, y);
  const bounded = least.greater(most).select(most, least);
  const [high, low] = preciseLog(x);
  const start = upperHalf(bounded);
  const exponent = start.mul(high);
  const rest = bounded.sub(start).mul(high).add(bounded.mul(low));
  const inside = exponent.abs().less(2 * (bias + digits));
  return expInRange(lower(raise(exponent)), { low: inside.select(rest, 0) });
}

/** What the power of |x| doesn't tell: zeros, infinities, NaN and signs. */
function special(x: Scalar, y: Scalar, power: Scalar): Scalar {
  const size = x.abs();
  const zero = size.equal(0);
  const limit = y.less(0).equal(zero).select(size.like(Infinity), 0);
  const positive = zero.or(size.equal(Infinity)).select(limit, power);
  const whole = y.floor().equal(y);
  const half = y.mul(0.5);
  const odd = whole.and(half.floor().notEqual(half));
  const signed = odd.select(positive.neg(), positive);
  // Below 0 only whole powers exist; those of -0 and -Infinity do all.
  const defined = whole.or(zero).or(size.equal(Infinity));
  const negative = defined.select(signed, NaN);
  const value = headBits(x).less(0).select(negative, positive);
  const known = x.equal(x).and(y.equal(y)).select(value, NaN);
  return y.equal(0).or(x.equal(1)).select(size.like(1), known);
}
