import { UsageError } from "../errors.js";
import { erfcFunction } from "../expression/functions/erfc.js";
import { sigmoidFunction } from "../expression/functions/sigmoid.js";
import type { Tensor, TensorLike } from "../tensor.js";
import { add } from "./add.js";
import { unary } from "./elementwise.js";
import { erfc } from "./errorFunctions.js";
import { exp } from "./exponentials.js";
import { mul } from "./mul.js";
import { sigmoid } from "./sigmoid.js";
import { square } from "./square.js";
import { sub } from "./sub.js";

const inverseSqrt2Pi = 1 / Math.sqrt(2 * Math.PI);

// Φ(x) = erfc(-x/√2)/2, φ(x) = e^(-x²/2)/√(2π); d(xΦ) = Φ + xφ. erfc keeps the left tail exact.
const exact = /* @__PURE__ */ unary({
  name: "gelu",
  domain: "float",
  value: (x) => x.mul(x.mul(-Math.SQRT1_2).call(erfcFunction).mul(0.5)),
  gradients: [
    (dy, { x }) => {
      const cdf = mul(erfc(mul(x, -Math.SQRT1_2)), 0.5);
      const density = mul(exp(mul(square(x), -0.5)), inverseSqrt2Pi);
      return mul(dy, add(cdf, mul(x, density)));
    },
  ],
});

const doubled = 2 * Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

// (1 + tanh u)/2 = sigmoid(2u), which keeps the left tail exact; 2u = 2√(2/π)(x + 0.044715x³).
const tanhVariant = /* @__PURE__ */ unary({
  name: "gelu",
  domain: "float",
  value: (x) => x.mul(x.mul(x.mul(x).mul(cubic).add(1)).mul(doubled).call(sigmoidFunction)),
  gradients: [
    (dy, { x }) => {
      const x2 = square(x);
      const s = sigmoid(mul(mul(x, add(mul(x2, cubic), 1)), doubled));
      const slope = mul(add(mul(x2, 3 * cubic), 1), doubled);
      return mul(dy, add(s, mul(mul(x, slope), mul(s, sub(1, s)))));
    },
  ],
});

/**
 * The Gaussian error linear unit x·Φ(x) (Hendrycks & Gimpel 2016), by the exact normal distribution; with
 * `approximate: "tanh"` by ½x(1 + tanh(√(2/π)(x + 0.044715x³))). Gradient: dy·(Φ(x) + xφ(x)).
 * Integers as float32.
 */
export function gelu(x: TensorLike, options: { readonly approximate?: "none" | "tanh" } = {}): Tensor {
  const { approximate = "none" } = options;
  if (approximate === "none") return exact(x);
  if (approximate === "tanh") return tanhVariant(x);
  throw new UsageError(`gelu: approximate is "none" or "tanh", not ${JSON.stringify(approximate)}`);
}
