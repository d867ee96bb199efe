import { acosFunction } from "../expression/functions/acos.js";
import { asinFunction } from "../expression/functions/asin.js";
import { atanFunction } from "../expression/functions/atan.js";
import { atan2Function } from "../expression/functions/atan2.js";
import { cosFunction } from "../expression/functions/cos.js";
import { sinFunction } from "../expression/functions/sin.js";
import { tanFunction } from "../expression/functions/tan.js";
import { add } from "./add.js";
import { div } from "./div.js";
import { binary, unary } from "./elementwise.js";
import { mul } from "./mul.js";
import { neg } from "./neg.js";
import { rsqrt } from "./rsqrt.js";
import { square } from "./square.js";
import { sub } from "./sub.js";

/** sin x, in radians. Gradient: dy·cos x. Integers as float32. */
export const sin = unary({
  name: "sin",
  domain: "float",
  value: (x) => x.call(sinFunction),
  gradients: [(dy, { x }) => mul(dy, cos(x))],
});

/** cos x, in radians. Gradient: -dy·sin x. Integers as float32. */
export const cos = unary({
  name: "cos",
  domain: "float",
  value: (x) => x.call(cosFunction),
  gradients: [(dy, { x }) => neg(mul(dy, sin(x)))],
});

/** tan x, in radians. Gradient: dy·(1 + y²). Integers as float32. */
export const tan = unary({
  name: "tan",
  domain: "float",
  value: (x) => x.call(tanFunction),
  gradients: [(dy, { output }) => mul(dy, add(square(output), 1))],
});

/** The angle in [-π/2, π/2] whose sine is x; NaN outside [-1, 1]. Gradient: dy/√(1-x²). Integers as float32. */
export const asin = unary({
  name: "asin",
  domain: "float",
  value: (x) => x.call(asinFunction),
  gradients: [(dy, { x }) => mul(dy, rsqrt(sub(1, square(x))))],
});

/** The angle in [0, π] whose cosine is x; NaN outside [-1, 1]. Gradient: -dy/√(1-x²). Integers as float32. */
export const acos = unary({
  name: "acos",
  domain: "float",
  value: (x) => x.call(acosFunction),
  gradients: [(dy, { x }) => neg(mul(dy, rsqrt(sub(1, square(x)))))],
});

/** The angle in [-π/2, π/2] whose tangent is x. Gradient: dy/(1+x²). Integers as float32. */
export const atan = unary({
  name: "atan",
  domain: "float",
  value: (x) => x.call(atanFunction),
  gradients: [(dy, { x }) => div(dy, add(square(x), 1))],
});

/**
 * atan2(y, x): the angle of the point (x, y), in [-π, π]. Gradients: by y dy·x/(x²+y²), by x -dy·y/(x²+y²).
 * Integers as float32.
 */
export const atan2 = binary({
  name: "atan2",
  domain: "float",
  value: (y, x) => y.call(atan2Function, x),
  gradients: [
    (dy, { x: y, y: x }) => div(mul(dy, x), add(square(x), square(y))),
    (dy, { x: y, y: x }) => neg(div(mul(dy, y), add(square(x), square(y)))),
  ],
});
