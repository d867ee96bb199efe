/** A distance from a maximum, and the root of twice the drop of the log-likelihood there. */
export interface Bracket {
  readonly distance: number;
  readonly root: number;
}

/** So often a root may not be known before there is none. */
const unknowns = 4;

/** The distance at which the root is the target, by the Illinois variant of false position; NaN where roots aren't known. */
export function between(
  probe: (distance: number) => Bracket,
  inside: Bracket,
  outside: Bracket,
  target: number,
): number {
  let [a, b] = [inside.distance, outside.distance];
  let [fa, fb] = [inside.root - target, outside.root - target];
  let last = 0;
  let unknown = 0;
  for (let iteration = 0; iteration < 100; iteration++) {
    const middle = Number.isFinite(fb) ? (a * fb - b * fa) / (fb - fa) : (a + b) / 2;
    if (Math.abs(b - a) <= 1e-10 * b) return middle;
    const f = probe(middle).root - target;
    if (Math.abs(f) < 1e-9) return middle;
    if (Number.isNaN(f) && ++unknown > unknowns) return Number.NaN;
    if (f < 0) {
      [a, fa] = [middle, f];
      if (last === -1) fb /= 2;
      last = -1;
    } else {
      [b, fb] = [middle, f];
      if (last === 1) fa /= 2;
      last = 1;
    }
  }
  return (a + b) / 2;
}
