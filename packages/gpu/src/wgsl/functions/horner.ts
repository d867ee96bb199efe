/** A polynomial's value by Horner's scheme as WGSL: Σ coefficients[k]·xᵏ. */
export function horner(x: string, coefficients: readonly number[]): string {
  return coefficients
    .slice(0, -1)
    .reduceRight((sum, c) => `(${sum} * ${x} + ${literal(c)})`, literal(coefficients.at(-1)!));
}

function literal(value: number): string {
  return `f32(${value})`;
}
