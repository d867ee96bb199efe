/**
 * The positive x at which the logarithm of a tail is `target`, by Newton's steps in log x held in a bracket that they close.
 * @param tail log of the tail and of the density at x
 * @param side 1 for the lower tail, which rises, -1 for the upper one
 */
export function invertTail(
  tail: (x: number) => { readonly logTail: number; readonly logPdf: number },
  target: number,
  side: 1 | -1,
  start: number,
): number {
  let y = Math.log(start);
  let [low, high] = [-Infinity, Infinity];
  for (let step = 0; step < 200; step++) {
    const { logTail, logPdf } = tail(Math.exp(y));
    const error = side * (logTail - target);
    if (error > 0) high = y;
    else low = y;
    // d log T/dy = x·f/T
    const newton = -error / Math.exp(logPdf + y - logTail);
    let next = y + Math.max(-20, Math.min(20, Number.isNaN(newton) ? -20 * Math.sign(error) : newton));
    if (!(next > low && next < high) && low > -Infinity && high < Infinity) next = low + (high - low) / 2;
    if (Math.abs(next - y) <= 1e-15 * Math.max(1, Math.abs(y))) return Math.exp(next);
    y = next;
  }
  return Math.exp(y);
}
