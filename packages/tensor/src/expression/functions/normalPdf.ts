import type { ScalarFunction } from "../expression.js";
import { normalPdf } from "../reference/errorFunctions.js";
import { formatOf } from "./parts/format.js";
import { gaussian, gaussianSize, gaussianUnit } from "./parts/gaussian.js";

/** φ(x) = e^(-x²/2)/√(2π). Within 2 ulp in float32, 2 in float64. */
export const normalPdfFunction: ScalarFunction = {
  name: "normalPdf",
  reference: normalPdf,
  expand: (x) => formatOf(x!.type) && gaussian(gaussianSize(x!), gaussianUnit / Math.sqrt(2 * Math.PI)),
};
