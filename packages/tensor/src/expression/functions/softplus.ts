import type { ScalarFunction } from "../expression.js";

/** log(1 + e^x) */
export const softplusFunction: ScalarFunction = {
  name: "softplus",
  reference: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};
