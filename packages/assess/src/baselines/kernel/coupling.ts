/**
 * Probabilities of classes from those of pairs (Wu, Lin & Weng 2004, "Probability estimates for multi-class
 * classification by pairwise coupling", algorithm 2): p makes Σᵢ Σⱼ (rⱼᵢpᵢ - rᵢⱼpⱼ)² small, Σp = 1.
 * @param pairs r, [classes, classes]: rᵢⱼ is the probability of i where it is i or j; the diagonal isn't read
 */
export function coupled(pairs: Float64Array, classes: number): Float64Array {
  const q = new Float64Array(classes * classes);
  for (let i = 0; i < classes; i++)
    for (let j = 0; j < classes; j++) {
      if (i === j) continue;
      const [ij, ji] = [pairs[i * classes + j]!, pairs[j * classes + i]!];
      q[i * classes + i]! += ji * ji;
      q[i * classes + j] = -ji * ij;
    }
  const p = new Float64Array(classes).fill(1 / classes);
  const turned = new Float64Array(classes);
  for (let iteration = 0; iteration < Math.max(100, classes); iteration++) {
    let product = 0;
    for (let i = 0; i < classes; i++) {
      turned[i] = 0;
      for (let j = 0; j < classes; j++) turned[i]! += q[i * classes + j]! * p[j]!;
      product += p[i]! * turned[i]!;
    }
    if (turned.every((value) => Math.abs(value - product) < 0.005 / classes)) break;
    for (let i = 0; i < classes; i++) {
      const change = (product - turned[i]!) / q[i * classes + i]!;
      p[i]! += change;
      product =
        (product + change * (change * q[i * classes + i]! + 2 * turned[i]!)) / (1 + change) / (1 + change);
      for (let j = 0; j < classes; j++) {
        turned[j] = (turned[j]! + change * q[j * classes + i]!) / (1 + change);
        p[j]! /= 1 + change;
      }
    }
  }
  return p;
}
