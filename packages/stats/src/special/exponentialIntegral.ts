/**
 * e^z·E₁(z) of the exponential integral E₁(z) = ∫_z^∞ e^(-t)/t dt, z > 0: by its series (Abramowitz & Stegun 5.1.11) up to 1,
 * by the continued fraction 5.1.22, evaluated from the front (Lentz 1976), beyond.
 */
export function scaledExponentialIntegral(z: number): number {
  if (z <= 1) {
    let term = 1;
    let sum = 0;
    for (let k = 1; k < 30; k++) {
      term *= -z / k;
      sum -= term / k;
    }
    return Math.exp(z) * (-0.5772156649015329 - Math.log(z) + sum);
  }
  let b = z + 1;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 500; k++) {
    const a = -k * k;
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}
