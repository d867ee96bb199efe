import { Dataset, featureTensor, generateDigits, imagePreparation } from "@mebae/data";
import { Generator } from "@mebae/tensor";
import { expect, test } from "vitest";
import { chooseAugmentation, kindOf } from "./chooseAugmentation.js";

async function choose(dataset: Dataset) {
  const prepare = imagePreparation(dataset);
  return await chooseAugmentation(
    {
      pixelsOf: (rows) => featureTensor(dataset.features, rows, prepare.steps.pixels),
      finish: prepare.steps.finish,
      labels: (dataset.target as { labels: Int32Array }).labels,
      classes: 4,
    },
    3,
  );
}

/** Bars and boxes of random height and place that look the same from either side, and are never tilted. */
function symmetricThings(count: number): Dataset {
  const side = 16;
  const random = new Generator(8);
  const data = new Uint8Array(count * side * side);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 4);
  labels.forEach((label, i) => {
    const light = random.integer(120, 255);
    const top = random.integer(1, 6);
    const half = [2, 4, 6, 7][label]!;
    for (let y = top; y < top + 9; y++)
      for (let x = 8 - half; x < 8 + half; x++)
        data[(i * side + y) * side + x] = Math.max(0, light - random.integer(0, 80));
  });
  return new Dataset({
    name: "boxes",
    features: { data, shape: [1, side, side] },
    target: { kind: "classes", labels, classes: ["a", "b", "c", "d"] },
  });
}

test("written digits choose to be bent", async () => {
  const { chosen, losses } = await choose(
    generateDigits({ count: 80, size: 16, classes: [2, 4, 5, 7], seed: 6 }),
  );
  expect(losses.bent).toBeLessThan(losses.none);
  expect(chosen).toMatchObject({ name: "digits", mirrored: false, isBent: true });
});

test("what is symmetric chooses to be mirrored", async () => {
  const { chosen } = await choose(symmetricThings(80));
  expect(chosen).toMatchObject({ name: "clothes", mirrored: true, isBent: false });
});

test("what mirroring harms is bent where that does no harm, and else changed without mirroring", () => {
  const named = (mirrored: number, bent: number) => kindOf({ none: 1, mirrored, bent }, "clothes", 100).name;
  expect(named(1, 0.9)).toBe("digits");
  expect(named(1, 0.95)).toBe("clothes");
  expect(named(1.3, 0.95)).toBe("digits");
  expect(named(1.3, 1.05)).toBe("clothes, not mirrored");
});
