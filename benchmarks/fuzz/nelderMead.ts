export interface Top {
  readonly x: readonly number[];
  readonly value: number;
}

/**
 * The simplex method of Nelder & Mead (1965), towards higher values: slow, without derivatives, and unlike anything that a fit does.
 * @param widths how far from the start the first simplex reaches
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  widths: readonly number[],
  evaluations: number,
): Top {
  const at = (x: readonly number[]): Top => ({ x, value: f(x) });
  let simplex = [at(start), ...start.map((_, i) => at(start.map((s, j) => (i === j ? s + widths[i]! : s))))];
  let left = evaluations - simplex.length;
  while (left > 0) {
    simplex.sort((a, b) => b.value - a.value);
    const [best, worst] = [simplex[0]!, simplex.at(-1)!];
    if (best.value - worst.value <= 1e-12 * Math.max(1, Math.abs(best.value))) break;
    const rest = simplex.slice(0, -1);
    const centre = start.map((_, i) => rest.reduce((sum, { x }) => sum + x[i]!, 0) / rest.length);
    const along = (t: number) => at(centre.map((c, i) => c + t * (worst.x[i]! - c)));
    left--;
    let next = along(-1);
    if (next.value > best.value) {
      left--;
      const farther = along(-2);
      if (farther.value > next.value) next = farther;
    } else if (!(next.value > rest.at(-1)!.value)) {
      left--;
      const nearer = next.value > worst.value ? along(-0.5) : along(0.5);
      if (!(nearer.value > Math.max(next.value, worst.value))) {
        left -= rest.length;
        simplex = simplex.map(({ x }, i) =>
          i === 0 ? best : at(x.map((value, j) => best.x[j]! + (value - best.x[j]!) / 2)),
        );
        continue;
      }
      next = nearer;
    }
    simplex[simplex.length - 1] = next;
  }
  return simplex.reduce((best, other) => (other.value > best.value ? other : best));
}
