import { afterEach, expect, test } from "vitest";
import { tensor } from "../creation.js";
import { currentBackend, useBackend } from "../current.js";
import { createReferenceBackend } from "../reference/backend.js";
import { Generator } from "./generator.js";
import { Key } from "./key.js";
import { randomBits } from "./randomBits.js";

const home = currentBackend();
afterEach(() => useBackend(home));

test.each(["cpu", "reference"])(
  "a key that is a tensor derives on the %s backend what one of numbers does",
  (name) => {
    if (name === "reference") useBackend(createReferenceBackend());
    const draw = new Generator(8);
    for (let i = 0; i < 50; i++) {
      const key = new Key([draw.bits(), draw.bits()]);
      const onDevice = new Key(key.tensor(currentBackend()));
      const step = draw.integer(0, Number.MAX_SAFE_INTEGER);
      const chains: ((from: Key) => Key)[] = [
        (from) => from.next(),
        (from) => from.split(3)[2]!,
        (from) => from.fold(step),
        (from) => from.fold(-step),
        (from) => from.fold("layers.0.weight").next().fold(i),
      ];
      for (const derive of chains) expect(derive(onDevice).words).toEqual(derive(key).words);
      const bits = [key, onDevice].map((from) => [...randomBits(from.next(), [5]).dataSync()]);
      expect(bits[1]).toEqual(bits[0]);
    }
  },
);

test("only an int32 tensor of two words is a key", () => {
  expect(() => new Key(tensor([1, 2]))).toThrow("Key: expected a tensor int32 [2], got Tensor(float32 [2]");
  expect(() => new Key(tensor([1], { dtype: "int32" }))).toThrow("Key: expected a tensor int32 [2]");
});
