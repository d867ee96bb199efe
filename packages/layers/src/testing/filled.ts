import { Generator, tensor } from "@mebae/tensor";
import type { AnyLayer } from "../index.js";

/** A layer whose variables hold random numbers, as training or a fit would leave them: scales and variances from 0.5 to 1. */
export function filled<L extends AnyLayer>(layer: L): L {
  const random = new Generator(4);
  for (const [path, variable] of layer.namedVariables()) {
    const low = /(scale|variance)$/i.test(path) ? 0.5 : -1;
    const values = Float64Array.from({ length: variable.size }, () => random.uniform(low, 1));
    using value = tensor(values, { shape: variable.shape, dtype: variable.dtype });
    variable.assign(value);
  }
  return layer;
}
