import { expect, test } from "vitest";
import { imageNetwork } from "./imageNetwork.js";
import { paceFor } from "./pace.js";

const images = { inputShape: [1, 28, 28], task: "classification", classes: 10 } as const;

/** Images that a net sees while it is trained, counted with repetition. */
function seen(isBent: boolean, rows: number): number {
  const { steps, settings } = paceFor({ isBent }, rows);
  return steps * imageNetwork({ ...images, rows, settings }).batchSize;
}

test("many bent images are learned in more and smaller steps at a higher rate, for the same work", () => {
  const [bent, plain] = [true, false].map((isBent) => paceFor({ isBent }, 1000));
  expect(bent).toEqual({ steps: 1600, settings: { batchSize: 32, learningRate: 6e-3 } });
  expect(plain).toEqual({ steps: 800, settings: {} });
  expect(seen(true, 1000)).toBe(seen(false, 1000));
});

test("few images keep the network's own pace, bent or not", () => {
  for (const isBent of [true, false]) expect(paceFor({ isBent }, 100)).toEqual({ steps: 800, settings: {} });
});
