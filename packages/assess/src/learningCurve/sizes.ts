import { UsageError } from "@mebae/tensor";

/** An extrapolation of fewer points is a guess. */
export const fewestSizes = 4;

/**
 * Sizes from a few examples to all of them, each about twice the one before, at most eight: the law of a learning curve is
 * seen in log n, and each size costs half of the next.
 * @param available the rows that can be learned from
 * @param classes 0 where numbers are predicted
 * @throws UsageError where four sizes don't fit in
 */
export function defaultSizes(available: number, classes: number): number[] {
  const first = Math.min(Math.max(10, 2 * classes), Math.max(classes, 2, Math.floor(available / 8)));
  const steps = Math.min(Math.max(Math.round(Math.log2(available / first)), fewestSizes - 1), 7);
  const sizes = Array.from({ length: steps + 1 }, (_, i) =>
    Math.round(first * (available / first) ** (i / steps)),
  );
  if (new Set(sizes).size < sizes.length)
    throw new UsageError(
      `learningCurve: ${available} examples to learn from are too few for ${fewestSizes} sizes`,
    );
  return sizes;
}

/** @throws UsageError unless four sizes or more grow, as whole numbers, from one a class to what there is */
export function checkSizes(sizes: readonly number[], available: number, classes: number): void {
  const refuse = (why: string): never => {
    throw new UsageError(`learningCurve: ${why}`);
  };
  if (sizes.length < fewestSizes)
    refuse(`expected ${fewestSizes} sizes or more to see a curve, got ${sizes.length}`);
  for (const [i, size] of sizes.entries()) {
    if (!Number.isInteger(size) || size < 2) refuse(`a size is a whole number from 2 on, not ${size}`);
    if (i > 0 && size <= sizes[i - 1]!) refuse(`sizes must grow, but ${size} follows ${sizes[i - 1]}`);
  }
  if (sizes[0]! < classes)
    refuse(`${sizes[0]} examples can't hold each of ${classes} classes; begin with ${classes} or more`);
  if (sizes.at(-1)! > available)
    refuse(`the size ${sizes.at(-1)} exceeds the ${available} examples that there are to learn from`);
}
