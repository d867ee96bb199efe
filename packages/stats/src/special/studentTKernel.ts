import { lgammaDifference } from "./gammaDifferences.js";

const logRoot2Pi = 0.5 * Math.log(2 * Math.PI);

/** log of Γ((ν+1)/2)/(Γ(ν/2)√(νπ)), which for ν → ∞ goes to that of 1/√(2π). */
export function logStudentTConstant(df: number): number {
  return lgammaDifference(df / 2, 0.5) - 0.5 * Math.log(df / 2) - logRoot2Pi;
}

/** log of Student's density at z. */
export function logStudentT(z: number, df: number): number {
  const ratio = Math.abs(z) / Math.sqrt(df);
  const growth = ratio > 1e150 ? 2 * Math.log(ratio) : Math.log1p(ratio * ratio);
  return logStudentTConstant(df) - 0.5 * (df + 1) * growth;
}
