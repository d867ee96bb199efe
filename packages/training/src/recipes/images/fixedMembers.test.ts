import { generateDigits } from "@mebae/data";
import { tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { canHaveFixedMembers, fixedMembers } from "./fixedMembers.js";

test("both kinds of features are judged by what is left out with its group", async () => {
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
  const lossesOf = async (groups?: number[]) => {
    const members = await fixedMembers(images, labels, 10, { seed: 3, groups, check: () => {} });
    return members.map(({ loss, layer }) => {
      layer.dispose();
      return loss;
    });
  };
  const alone = await lossesOf();
  const grouped = await lossesOf(Array.from({ length: 60 }, (_, i) => i >> 1));
  expect(alone).toHaveLength(2);
  alone.forEach((loss, member) => {
    expect(loss).toBeLessThan(0.5 * grouped[member]!);
  });
});

test("what would take more than half of a budget is left out", () => {
  const can = (rows: number, budget?: number) => canHaveFixedMembers([1, 28, 28], rows, budget);
  expect(can(300, 5)).toBe(true);
  expect(can(1000, 30)).toBe(true);
  expect(can(1000, 10)).toBe(false);
  expect(can(2500, 20)).toBe(false);
  expect(can(2500, 120)).toBe(true);
  // Without a budget kernels end where they cost more than nets do; images of 15 pixels are too small for both.
  expect([can(3000), can(3001)]).toEqual([true, false]);
  expect(canHaveFixedMembers([1, 15, 28], 300)).toBe(false);
});
