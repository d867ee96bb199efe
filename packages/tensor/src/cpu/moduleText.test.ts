import { expect, test } from "vitest";
import { encodeModule } from "../../scripts/moduleText.mjs";
import { decodeModule } from "./moduleText.js";

const everyPair = Uint8Array.from({ length: 2 * 256 * 256 }, (_, i) => (i % 2 ? i >> 1 : i >> 9));

test("every byte comes back, after every other", () => {
  expect(decodeModule(encodeModule(everyPair))).toEqual(everyPair);
});

test("the text needs no escape in a string of either quote, nor in a page", () => {
  const text = encodeModule(everyPair);
  expect(text).toMatch(/^[\x21\x23-\x7e]*$/);
  expect(text).not.toMatch(/["'\\$]/);
});
