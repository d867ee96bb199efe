import {
  add,
  type Generator,
  gather,
  mul,
  oneHot,
  sub,
  type Tensor,
  tensor,
  UsageError,
} from "@mebae/tensor";
import type { AugmentationBatch } from "./augmentation.js";
import { eachSample } from "./draws.js";

/** The target as numbers that can be mixed: labels become rows of probabilities. @throws UsageError where their number isn't known. */
export function softTargets({ t, classes }: AugmentationBatch, name: string): Tensor | undefined {
  if (t === undefined || t.dtype !== "int32") return t;
  if (classes !== undefined) return oneHot(t, classes);
  throw new UsageError(`${name}: labels can't be mixed without the number of classes in the batch`);
}

/** For each sample another of its batch: how far on it stands, from the sample's own draw. */
export function partners(generators: readonly Generator[], { x }: AugmentationBatch): Tensor {
  const count = generators.length;
  const places = generators.map((random, i) => (count === 1 ? 0 : (i + random.integer(1, count)) % count));
  return tensor(Int32Array.from(places), { backend: x.backend });
}

/** λ·a + (1-λ)·b, b being the partners of a. */
export function mixed(a: Tensor, partner: Tensor, shares: readonly number[]): Tensor {
  const other = gather(a, partner);
  return add(other, mul(sub(a, other), eachSample(a, shares)));
}

/** A draw of Beta(α, α): of two Gamma draws the first's part. */
export function drawShare(random: Generator, alpha: number): number {
  const [a, b] = [logGamma(random, alpha), logGamma(random, alpha)];
  return 1 / (1 + Math.exp(b - a));
}

/**
 * The logarithm of a Gamma(α) draw by Marsaglia & Tsang (2000): d·v³ where (1 + z/√(9d))³ = v³ is accepted; below α = 1 one of
 * α+1 times U^(1/α), in logarithms, since it may be too small for a number.
 */
function logGamma(random: Generator, alpha: number): number {
  if (alpha < 1) return logGamma(random, alpha + 1) + Math.log(1 - random.uniform()) / alpha;
  const d = alpha - 1 / 3;
  for (;;) {
    const z = random.normal();
    const v = (1 + z / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < (z * z) / 2 + d * (1 - v + Math.log(v)))
      return Math.log(d * v);
  }
}
