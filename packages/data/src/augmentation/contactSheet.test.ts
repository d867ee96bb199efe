import { Key, memory, sub } from "@mebae/tensor";
import { expect, test } from "vitest";
import { Dataset } from "../dataset.js";
import type { Augmentation } from "./augmentation.js";
import { contactSheet, someOfEach } from "./contactSheet.js";
import { mixUp } from "./mixUp.js";

const negative: Augmentation = { name: "negative", apply: (batch) => ({ ...batch, x: sub(1, batch.x) }) };
const colours = new Dataset({
  name: "colours",
  features: { data: Uint8Array.from({ length: 5 * 12 }, (_, i) => i * 4), shape: [3, 2, 2] },
  target: { kind: "classes", labels: Int32Array.of(0, 0, 1, 0, 1), classes: ["a", "b"] },
});

test("originals first, then variants, enlarged and with gaps", async () => {
  const { bytes } = memory();
  const sheet = await contactSheet(colours, negative, { examples: [1, 4], columns: 3, zoom: 2 });
  expect(memory().bytes).toBe(bytes);
  expect(sheet).toMatchObject({ width: 4 + 3 * 8, height: 4 + 2 * 8, channels: 3 });
  const pixel = (row: number, column: number) => [
    ...sheet.data.slice((row * sheet.width + column) * 3, (row * sheet.width + column) * 3 + 3),
  ];
  expect(pixel(0, 0)).toEqual([128, 128, 160]);
  // Example 1 begins at value 48; its planes are 4 values of 4 apart each.
  expect(pixel(4, 4)).toEqual([48, 64, 80]);
  expect(pixel(5, 5)).toEqual([48, 64, 80]);
  expect(pixel(7, 7)).toEqual([60, 76, 92]);
  expect(pixel(4, 12)).toEqual([207, 191, 175]);
  expect(pixel(7, 23)).toEqual([195, 179, 163]);
  expect(pixel(12, 4)).toEqual([192, 208, 224]);
});

test("the key gives the variants", async () => {
  const sheets = [0, 0, 1].map((seed) => contactSheet(colours, mixUp({ alpha: 1 }), { key: new Key(seed) }));
  const [a, b, c] = await Promise.all(sheets);
  expect(a!.data).toEqual(b!.data);
  expect(a!.data).not.toEqual(c!.data);
});

test("examples are of the classes in turn", () => {
  expect(someOfEach(colours, 4)).toEqual([0, 2, 1, 4]);
  expect(someOfEach(new Dataset({ name: "x", features: colours.features }), 3)).toEqual([0, 1, 2]);
});

test("what are no images, and wrong options, are refused", async () => {
  const table = new Dataset({ name: "table", features: { data: new Float32Array(6), shape: [3] } });
  await expect(contactSheet(table, negative)).rejects.toThrow(
    "contactSheet: table holds no images but examples [3]",
  );
  await expect(contactSheet(colours, negative, { columns: 0 })).rejects.toThrow(
    "columns is a whole number from 1 on, not 0",
  );
});
