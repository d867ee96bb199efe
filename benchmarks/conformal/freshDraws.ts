import { conformalNumbers } from "@mebae/assess";
import { Generator } from "@mebae/tensor";
import { erf } from "@mebae/tensor/scalar";

export type NumberMethod = "absolute" | "normalized" | "quantile";

/**
 * The coverage of calibration sets of n fresh numbers y = σε, ε standard normal, σ uniform from 1 to 3 where difficulty counts: known
 * exactly, P(|ε| ≤ r) = erf(r/√2), without any test set.
 */
export function freshDraws(
  method: NumberMethod,
  n: number,
  alpha: number,
  count: number,
  seed: number,
): number[] {
  return Array.from({ length: count }, (_, set) => {
    const generator = new Generator(seed).fold(set);
    const difficulty = Float64Array.from({ length: n }, () =>
      method === "normalized" ? generator.uniform(1, 3) : 1,
    );
    const expected = difficulty.map((sigma) => generator.normal(0, sigma));
    const all = (value: number) => new Float64Array(n).fill(value);
    const said = {
      absolute: { predicted: all(0) },
      normalized: { predicted: all(0), difficulty },
      quantile: { low: all(-1), high: all(1) },
    }[method];
    const { quantile } = conformalNumbers({ ...said, expected }, { alpha });
    return erf((method === "quantile" ? 1 + quantile : quantile) / Math.SQRT2);
  });
}
