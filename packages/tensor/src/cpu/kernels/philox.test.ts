import { expect, test } from "vitest";
import { Key } from "../../random/key.js";
import { randomBits } from "../../random/randomBits.js";
import { createReferenceBackend } from "../../reference/backend.js";
import { createCpuBackend } from "../backend.js";

test("bits are those of the definition, for any number of words", () => {
  const cpu = createCpuBackend({ threads: 1 });
  const reference = createReferenceBackend();
  for (const words of [0, 1, 2, 3, 4, 5, 7, 13, 15, 16, 17, 18, 31, 33, 63, 64, 100]) {
    const key = new Key(words).fold(9);
    const found = randomBits(key, [words], { backend: cpu }).dataSync();
    expect(found).toEqual(randomBits(key, [words], { backend: reference }).dataSync());
  }
});
