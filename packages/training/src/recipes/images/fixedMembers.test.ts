import { generateDigits } from "@mebae/data";
import { tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { fixedMembers } from "./fixedMembers.js";

test("both kinds of features are judged by what is left out with its group", () => {
  // Each image stands here twice.
  const { features, target } = generateDigits({ count: 30, size: 16, seed: 1 });
  const size = 16 * 16;
  const pixels = Float32Array.from({ length: 60 * size }, (_, at) => {
    const [image, place] = [Math.floor(at / size) >> 1, at % size];
    return features.data[image * size + place]! / 255;
  });
  using images = tensor(pixels, { shape: [60, 1, 16, 16] });
  const labels = Int32Array.from(
    { length: 60 },
    (_, i) => (target as { labels: Int32Array }).labels[i >> 1]!,
  );
  const lossesOf = (groups?: number[]) =>
    fixedMembers(images, labels, 10, { seed: 3, groups, check: () => {} }).map(({ loss, layer }) => {
      layer.dispose();
      return loss;
    });
  const alone = lossesOf();
  const grouped = lossesOf(Array.from({ length: 60 }, (_, i) => i >> 1));
  expect(alone).toHaveLength(2);
  alone.forEach((loss, member) => {
    expect(loss).toBeLessThan(0.5 * grouped[member]!);
  });
});
