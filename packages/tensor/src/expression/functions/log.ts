import type { ScalarFunction } from "../expression.js";
import type { Scalar } from "../scalar.js";
import { fromHead, headBits } from "./parts/bits.js";
import { formatOf } from "./parts/format.js";
import { logarithm, splitExponent } from "./parts/logarithm.js";

/** log x */
export const logFunction: ScalarFunction = {
  name: "log",
  reference: Math.log,
  expand: (x) => expandLog(x!),
};

function expandLog(x: Scalar): Scalar | undefined {
  const format = formatOf(x.type);
  if (!format) return undefined;
  const type = x.type as "float32" | "float64";
  const { bias, digits } = format;
  const subnormal = x.less(2 ** (1 - bias));
  const normal = subnormal.select(x.mul(2 ** digits), x);
  const { n, mantissa } = splitExponent(headBits(normal), type);
  const rest = type === "float64" ? normal.lowWord() : 0;
  const f = fromHead(mantissa, type, rest).sub(1);
  const exponent = n.convert(type);
  const finite = logarithm(subnormal.select(exponent.sub(digits), exponent), f);
  // Infinity and NaN are their own logarithms.
  const positive = x.less(Infinity).select(finite, x);
  return x.greater(0).select(positive, x.equal(0).select(x.like(-Infinity), NaN));
}
