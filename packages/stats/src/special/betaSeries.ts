import { lgammaOnePlus, polygamma } from "@mebae/tensor/scalar";
import {
  assemble,
  type BetaTail,
  digammaFromNext,
  digammaOfB,
  trigammaFromNext,
  trigammaOfB,
  valueOnly,
} from "./betaAssembly.js";
import { type BetaPoint, logBetaFactor, logOf } from "./betaFactor.js";
import { lgammaDifference } from "./gammaDifferences.js";

/**
 * I_x(a, b) = x^a/(a B(a, b)) (1 + a Σ_{n≥1} (1-b)…(n-b) xⁿ/(n!(a+n))) (DLMF 8.17.7) for a < 1 and b x ≲ 1. Each part
 * of log I is of the order of a, so that log I keeps its digits as I tends to 1, and with it the complement.
 */
export function smallShapeSeries(point: BetaPoint, derivatives: boolean): BetaTail {
  const { a, b, x, y } = point;
  let term = 1;
  let termB = 0;
  let termBB = 0;
  let u = 0;
  let [uA, uB, uAA, uAB, uBB] = [0, 0, 0, 0, 0];
  for (let n = 1; n < 400; n++) {
    const step = x / n;
    // The product's derivatives in b, which may be a whole number and the product 0.
    termBB = (n - b) * step * termBB - 2 * step * termB;
    termB = (n - b) * step * termB - step * term;
    term *= (n - b) * step;
    const part = 1 / (a + n);
    u += term * part;
    if (derivatives) {
      // a/(a+n) has the derivatives n/(a+n)² and -2n/(a+n)³.
      const slope = n * part * part;
      uA += term * slope;
      uB += termB * part;
      uAA -= 2 * term * slope * part;
      uAB += termB * slope;
      uBB += termBB * part;
    }
    if (Math.abs(term) + (derivatives ? Math.abs(termB) + Math.abs(termBB) : 0) < 1e-18 && n > b * x) break;
  }
  const whole = 1 + a * u;
  const log = a * logOf(x, y) - lgammaOnePlus(a) + lgammaDifference(b, a) + Math.log1p(a * u);
  if (!derivatives) return valueOnly(log);
  const first = uA / whole;
  const firstB = (a * uB) / whole;
  return assemble(
    point,
    log,
    logOf(x, y) + digammaFromNext(a, b) + first,
    digammaOfB(a, b) + firstB,
    uAA / whole - first * first + trigammaFromNext(a, b),
    uAB / whole - first * firstB + polygamma(1, a + b),
    (a * uBB) / whole - firstB * firstB + trigammaOfB(a, b),
  );
}

/** I_x(a, b) = x^a y^b/(a B(a, b)) Σ_{n≥0} (a+b)…(a+b+n-1) xⁿ/((a+1)…(a+n)) (DLMF 8.17.8), of terms of one sign. */
export function betaSeries(point: BetaPoint, derivatives: boolean): BetaTail {
  const { a, b, x, y } = point;
  let term = 1;
  let sum = 1;
  // A term's logarithm has the derivatives p - q in a and p in b, of harmonic sums; p₂ and q₂ are those of squares.
  let [p, q, p2, q2] = [0, 0, 0, 0];
  let [sumA, sumB, sumAA, sumAB, sumBB] = [0, 0, 0, 0, 0];
  for (let n = 0; term > 1e-17 * sum; n++) {
    const inverse = 1 / (a + 1 + n);
    term *= (a + b + n) * x * inverse;
    sum += term;
    if (!derivatives) continue;
    const upper = 1 / (a + b + n);
    p += upper;
    p2 += upper * upper;
    q += inverse;
    q2 += inverse * inverse;
    const d = p - q;
    sumA += term * d;
    sumB += term * p;
    sumAA += term * (d * d - p2 + q2);
    sumAB += term * (d * p - p2);
    sumBB += term * (p * p - p2);
  }
  const log = logBetaFactor(point) + Math.log(sum / a);
  if (!derivatives) return valueOnly(log);
  const meanA = sumA / sum;
  const meanB = sumB / sum;
  return assemble(
    point,
    log,
    logOf(x, y) + digammaFromNext(a, b) + meanA,
    logOf(y, x) + digammaOfB(a, b) + meanB,
    sumAA / sum - meanA * meanA + trigammaFromNext(a, b),
    sumAB / sum - meanA * meanB + polygamma(1, a + b),
    sumBB / sum - meanB * meanB + trigammaOfB(a, b),
  );
}
