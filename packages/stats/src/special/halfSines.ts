/** Sines and cosines of 128 angles around the circle. */
const cells = 128;
const cellSines = Float64Array.from({ length: cells }, (_, j) => sinOfCell(j));
const cellCosines = Float64Array.from({ length: cells }, (_, j) => sinOfCell(j + cells / 4));
/** By the sine of a quarter of the circle: a larger angle would be rounded more. */
function sinOfCell(j: number): number {
  if (j > cells) return sinOfCell(j - cells);
  if (j > cells / 2) return -sinOfCell(cells - j);
  return Math.sin((2 * Math.PI * Math.min(j, cells / 2 - j)) / cells);
}

/** Whether `halfSines` takes angles this far from the centre. */
export function isInSineRange(distance: number): boolean {
  return distance < 1e5;
}

/**
 * Sine and cosine of half of x - centre, x = values[from + i], with an error of an ulp of 1, and of the sine near 0 an ulp of its own:
 * by the angle addition formulas about the nearest of 128 angles, from which |r| < 0.025 is left (Cody & Waite 1980, chapter 8).
 */
export function halfSines(
  sines: Float64Array,
  cosines: Float64Array,
  values: Float64Array,
  from: number,
  size: number,
  centre: number,
): void {
  // In the function: to an optimizing compiler a bundle's outer variables are no constants.
  const [ofSine, ofCosine] = [cellSines, cellCosines];
  const cellsPerUnit = 128 / (2 * Math.PI);
  // 2π/128 in two parts, the first of 33 bits, so that its multiples are exact.
  const cell = 6.2831853069365025 / 128;
  const cellRest = 2.430840202602477e-10 / 128;
  // 1.5·2⁵²: adding it and taking it away rounds to a whole number.
  const rounder = 6755399441055744;
  for (let i = 0; i < size; i++) {
    const half = 0.5 * (values[from + i]! - centre);
    const k = half * cellsPerUnit + rounder - rounder;
    const r = half - k * cell - k * cellRest;
    const rr = r * r;
    const sine = r - r * rr * (1 / 6 - rr * (1 / 120 - rr * (1 / 5040)));
    const fall = rr * (0.5 - rr * (1 / 24 - rr * (1 / 720)));
    const place = k & 127;
    const s = ofSine[place]!;
    const c = ofCosine[place]!;
    sines[i] = s + (c * sine - s * fall);
    cosines[i] = c - (s * sine + c * fall);
  }
}
