/**
 * The derivative of each output of `f` at 0, by central differences D(h) = (f(h) - f(-h)) / 2h at steps h that halve, and
 * extrapolated to h = 0 (Ridders 1982, "Accurate computation of F'(x) and F'(x)·F''(x)"); `weights` of the outputs are
 * summed. Kept is the extrapolation that its neighbours confirm best, so that neither a coarse step nor rounding decides.
 */
export function slope(
  f: (h: number) => ArrayLike<number>,
  weights: ArrayLike<number>,
  first = 0.0625,
): number {
  const at = (h: number) => {
    const [above, below] = [f(h), f(-h)];
    let total = 0;
    // Outputs are subtracted one by one, so that large ones don't drown the small.
    for (let i = 0; i < weights.length; i++) total += weights[i]! * (above[i]! - below[i]!);
    return total / (2 * h);
  };
  let best = at(first);
  let least = Infinity;
  let before = [best];
  for (let turn = 1, h = first / 2; turn < 12; turn++, h /= 2) {
    const row = [at(h)];
    // The error of D has even powers of h only: each column takes one of them away.
    for (let k = 1, four = 4; k <= turn; k++, four *= 4) {
      row[k] = (four * row[k - 1]! - before[k - 1]!) / (four - 1);
      const error = Math.max(Math.abs(row[k]! - row[k - 1]!), Math.abs(row[k]! - before[k - 1]!));
      if (error < least) [least, best] = [error, row[k]!];
    }
    // Once rounding takes over, smaller steps only make it worse.
    if (least === 0 || Math.abs(row[turn]! - before[turn - 1]!) > 16 * least) break;
    before = row;
  }
  return best;
}
