import { UsageError } from "../errors.js";
import { normalCdfFunction } from "../expression/functions/normalCdf.js";
import { sigmoidFunction } from "../expression/functions/sigmoid.js";
import type { Tensor, TensorLike } from "../tensor.js";
import { add } from "./add.js";
import { unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { normalCdf, normalPdf } from "./normalDistribution.js";
import { sigmoid } from "./sigmoid.js";
import { square } from "./square.js";
import { sub } from "./sub.js";

// d(xΦ) = Φ + xφ, whose e^(-x²/2) is that of the value where both are computed at once.
const exact = unary({
  name: "gelu",
  domain: "float",
  value: (x) => x.mul(x.call(normalCdfFunction)),
  gradients: [(dy, { x }) => mul(dy, add(normalCdf(x), mul(x, normalPdf(x))))],
});

const doubled = 2 * Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

// (1 + tanh u)/2 = sigmoid(2u), which keeps the left tail exact; 2u = 2√(2/π)(x + 0.044715x³).
const tanhVariant = unary({
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
