import { familyNamed } from "./families.js";
import { logLikelihoodAt, type Sample } from "./sample.js";
import type { Landscape, Range, Values } from "./types.js";

export interface LandscapeAt {
  readonly family: string;
  /** Where the parameters stand that aren't the picture's two. */
  readonly parameters: Values;
  readonly names: readonly [first: string, second: string];
  readonly ranges: readonly [first: Range, second: Range];
}

/** Log-densities that a picture may take. */
const budget = 2e7;
/** Between two rows the worker answers others for a moment. */
const breath = 25;

/**
 * l over two parameters, on a grid as fine as the number of samples allows.
 * @param isAsked whether the picture is still wanted
 */
export async function landscape(
  { family: name, parameters, names, ranges }: LandscapeAt,
  sample: Sample,
  isAsked: () => boolean,
): Promise<Landscape | undefined> {
  const family = familyNamed(name);
  const size = Math.min(Math.max(Math.floor(Math.sqrt(budget / sample.distinct.length)), 14), 49);
  const [first, second] = ranges.map(([low, high]) =>
    Array.from({ length: size }, (_, i) => low + ((high - low) * i) / (size - 1)),
  ) as [number[], number[]];
  const l = new Float64Array(size * size);
  let since = performance.now();
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = { ...parameters, [names[0]]: first[column]!, [names[1]]: second[row]! };
      l[row * size + column] = logLikelihoodAt(family, at, sample);
    }
    if (performance.now() - since < breath) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (!isAsked()) return undefined;
    since = performance.now();
  }
  return { names, ranges, size, l };
}
