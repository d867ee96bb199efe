import { expect, test } from "vitest";
import { crc32 } from "./crc32.js";

test.each([
  // The check value of the CRC catalogue.
  ["123456789", "cbf43926"],
  ["", "00000000"],
  ["a", "e8b7be43"],
])("crc32 of %j is %s", (text, expected) => {
  expect(crc32(new TextEncoder().encode(text))).toBe(expected);
});
