import { Generator, UsageError } from "@mebae/tensor";
import { Dataset } from "../dataset.js";
import { handwriting } from "./handwriting.js";
import { render, scan } from "./render.js";

export interface DigitOptions {
  readonly count: number;
  /** Pixels a side. Default 28. */
  readonly size?: number;
  /** Default 0. */
  readonly seed?: number;
  /** The digits to draw; all ten where they aren't given. */
  readonly classes?: readonly number[];
}

/**
 * Digits like handwritten ones, drawn from strokes: several ways to write each, moved control points, slant,
 * rotation, size and place, an elastic warp, the pen's width and pressure, scanner noise. Grey bytes
 * [1, size, size], white on black. Each stretch of as many examples as there are classes holds every class once,
 * and example i depends on the seed and i alone, so that a larger count only adds.
 * @throws UsageError at a count or size that is no whole number from 1 or 8 on, or classes that aren't digits
 */
export function generateDigits(options: DigitOptions): Dataset {
  const { count, size = 28, seed = 0, classes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] } = options;
  if (!Number.isInteger(count) || count < 1)
    throw new UsageError(`generateDigits: count is a whole number from 1 on, not ${count}`);
  if (!Number.isInteger(size) || size < 8)
    throw new UsageError(`generateDigits: size is a whole number from 8 on, not ${size}`);
  if (
    classes.length === 0 ||
    new Set(classes).size < classes.length ||
    classes.some((digit) => !/^[0-9]$/.test(String(digit)))
  ) {
    throw new UsageError(
      `generateDigits: classes are different digits from 0 to 9, not [${classes.join(", ")}]`,
    );
  }
  const root = new Generator(seed).fold("generateDigits");
  const data = new Uint8Array(count * size * size);
  const labels = drawLabels(count, classes.length, root.fold("labels"));
  for (let i = 0; i < count; i++) {
    const random = root.fold(i);
    const strokes = handwriting(classes[labels[i]!]!, random);
    scan(render(strokes, size, random.uniform(0.5, 0.9)), random, data, i * size * size);
  }
  return new Dataset({
    name: "generated digits",
    features: { data, shape: [1, size, size] },
    target: { kind: "classes", labels, classes: classes.map(String) },
  });
}

function drawLabels(count: number, classes: number, random: Generator): Int32Array {
  const labels = new Int32Array(count);
  for (let start = 0; start < count; start += classes) {
    const order = random.fold(start / classes).permutation(classes);
    labels.set(order.subarray(0, Math.min(classes, count - start)), start);
  }
  return labels;
}
