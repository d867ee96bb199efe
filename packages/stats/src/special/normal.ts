import { erfc } from "@mebae/tensor/scalar";

/** log Φ(z) */
export function logNormalCdf(z: number): number {
  return z > 0 ? Math.log1p(-0.5 * erfc(z / Math.SQRT2)) : Math.log(0.5 * erfc(-z / Math.SQRT2));
}

/** φ(z)/Φ(z) */
export function inverseMillsRatio(z: number): number {
  return Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - logNormalCdf(z));
}
