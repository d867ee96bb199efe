/**
 * The slope a of greatest likelihood where each margin m, positive where the decision is right, is right with probability
 * σ(a·m); held in [1/16, 16], so that margins that are all right don't make everything certain. The likelihood is concave,
 * so that halving the interval finds where it stops rising.
 */
export function slopeOf(margins: readonly number[]): number {
  let [low, high] = [1 / 16, 16];
  while (high - low > 1e-6 * high) {
    const middle = Math.sqrt(low * high);
    let rise = 0;
    for (const m of margins) rise += m / (1 + Math.exp(middle * m));
    if (rise > 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
