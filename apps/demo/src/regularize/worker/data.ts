import { Dataset } from "@mebae/data";
import { Generator } from "@mebae/tensor";
import type { Points } from "../reports.js";

/** How far a point strays from its half-moon. */
const spread = 0.15;
/** How often a training example carries the wrong class. */
const wrong = 0.15;
/** New points, never learned from, by which the networks are judged. */
export const testAmount = 1000;

/**
 * Two half-moons that reach into each other. Each point strays by N(0, 0.15²); of the training examples 15 % carry the wrong
 * class, so that a network which learns each by heart learns mistakes too. Test examples are labelled rightly. Point i depends on
 * seed and i alone: more data only add.
 */
export function noisyMoons(count: number, seed: number, part: "training" | "test"): Points {
  const places = new Float32Array(2 * count);
  const labels = new Int32Array(count);
  const isWrong = new Uint8Array(count);
  const root = new Generator(seed).fold("noisyMoons").fold(part);
  for (let i = 0; i < count; i++) {
    const random = root.fold(i);
    // By turns, so that any amount holds both moons equally.
    const moon = i % 2;
    const side = moon === 0 ? 1 : -1;
    const angle = Math.PI * random.uniform();
    places[2 * i] = side * (Math.cos(angle) - 0.5) + random.normal(0, spread);
    places[2 * i + 1] = side * (Math.sin(angle) - 0.25) + random.normal(0, spread);
    isWrong[i] = part === "training" && random.uniform() < wrong ? 1 : 0;
    labels[i] = moon ^ isWrong[i]!;
  }
  return { count, places, labels, isWrong };
}

/** Those from `start` to `end` as a data set. */
export function datasetOf({ places, labels }: Points, start: number, end: number): Dataset {
  return new Dataset({
    name: "noisy moons",
    features: { data: places.slice(2 * start, 2 * end), shape: [2] },
    target: { kind: "classes", labels: labels.slice(start, end), classes: ["0", "1"] },
  });
}

/** How many of the training examples early stopping holds back: the last quarter. */
export const heldBack = (amount: number) => Math.round(amount / 4);
