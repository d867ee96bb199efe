import { describe, expect, test } from "vitest";
import { tensor } from "../creation.js";
import { createReferenceBackend } from "../reference/backend.js";
import { bernoulli, categorical } from "./choices.js";
import { Generator } from "./generator.js";
import { permutation, randomIntegers } from "./integers.js";
import { Key } from "./key.js";
import { normal } from "./normal.js";
import { philox4x32, type Words4 } from "./philox.js";
import { randomBits } from "./randomBits.js";
import { uniform } from "./uniform.js";

/** Known answers of philox4x32-10 that come with Random123, the software of Salmon et al. 2011. */
const knownAnswers: [counter: Words4, key: [number, number], words: Words4][] = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
];

test.each(knownAnswers)("Philox of counter %j under key %j", (counter, key, words) => {
  expect(philox4x32(counter, key)).toEqual(words);
});

test("bits are the blocks of the stream, whatever the shape ends at", () => {
  const bits = randomBits(new Key([0, 0]), [7]).dataSync();
  const blocks = [0, 1].flatMap((block) => philox4x32([block, 0, 0, 0], [0, 0])).map((word) => word | 0);
  expect([...bits]).toEqual(blocks.slice(0, 7));
});

test("a key's children differ from it, from each other and from its numbers, and don't change", () => {
  const key = new Key(42);
  const family = [key, key.next(), ...key.split(3), key.fold(0), key.fold(1), key.fold("a"), key.fold("b")];
  expect(new Set(family.map(({ words }) => words.join())).size).toBe(family.length);
  expect(key.fold("layers.0.weight").words).toEqual(new Key(42).fold("layers.0.weight").words);
  expect(new Key(2 ** 40 + 1).words).toEqual([1, 256]);
  expect(() => new Key(0.5)).toThrow("a seed is a safe integer, not 0.5");
  expect(() => key.fold(0.5)).toThrow("Key.fold: expected a whole number, got 0.5");
});

test("every backend draws the same bits, uniforms, integers and permutations, and nearly the same normals", () => {
  const key = new Key(3);
  const backend = createReferenceBackend();
  const shape = [3, 5];
  expect(uniform(key, shape).dataSync()).toEqual(uniform(key, shape, { backend }).dataSync());
  const dtype = "float64";
  expect(uniform(key, shape, { dtype }).dataSync()).toEqual(
    uniform(key, shape, { dtype, backend }).dataSync(),
  );
  expect(randomBits(key, shape).dataSync()).toEqual(randomBits(key, shape, { backend }).dataSync());
  expect(randomIntegers(key, shape, -5, 5).dataSync()).toEqual(
    randomIntegers(key, shape, -5, 5, { backend }).dataSync(),
  );
  expect(permutation(key, 100).dataSync()).toEqual(permutation(key, 100, { backend }).dataSync());
  const here = normal(key, [1000]).dataSync();
  const there = normal(key, [1000], { backend }).dataSync();
  here.forEach((value, i) => {
    expect(Math.abs(value - there[i]!)).toBeLessThanOrEqual(8 * 2 ** -23 * Math.abs(there[i]!));
  });
});

test("a key for each row gives each row what its own key gives alone, on every backend", () => {
  const key = new Key(9);
  const names = [5, 0, 2 ** 40, 7];
  const rows = key.each(names).fold("noise");
  const backend = createReferenceBackend();
  for (const dtype of ["float32", "float64"] as const) {
    const alone = names.flatMap((name) => [
      ...uniform(key.fold(name).fold("noise"), [3, 7], { dtype }).dataSync(),
    ]);
    expect([...uniform(rows, [4, 3, 7], { dtype }).dataSync()]).toEqual(alone);
    expect([...uniform(rows, [4, 3, 7], { dtype, backend }).dataSync()]).toEqual(alone);
  }
  const long = randomBits(rows, [4, 1000]).dataSync();
  expect([...long.slice(2000, 3000)]).toEqual([
    ...randomBits(key.fold(2 ** 40).fold("noise"), [1000]).dataSync(),
  ]);
  expect(randomBits(key.each([]), [0, 3]).size).toBe(0);
  expect(rows.rows).toBe(4);
  expect(() => randomBits(rows, [3, 7])).toThrow(
    "a key for each of 4 rows can't draw values of shape [3, 7]",
  );
  expect(() => rows.words).toThrow("a key for each of 4 rows");
  expect(() => key.each([0.5])).toThrow("Key.each: expected whole numbers, got 0.5");
});

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  const count = 20000;

  test("uniform fills its interval", () => {
    const values = [...uniform(new Key(1), [count], { low: -2, high: 3, dtype }).dataSync()];
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-2);
    expect(Math.max(...values)).toBeLessThan(3);
    const sorted = values.sort((a, b) => a - b);
    const distance = Math.max(...sorted.map((value, i) => Math.abs((value + 2) / 5 - (i + 0.5) / count)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(count)); // Kolmogorov-Smirnov at 0.1 %
  });

  test("normal has its moments, each half as often", () => {
    const values = [...normal(new Key(2), [count], { mean: 1, standardDeviation: 2, dtype }).dataSync()];
    const z = values.map((value) => (value - 1) / 2);
    const moment = (power: number) => z.reduce((sum, value) => sum + value ** power, 0) / count;
    // Four standard errors of each moment.
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / count));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
    const near = z.filter((value) => Math.abs(value) < 0.6744897501960817).length;
    expect(Math.abs(near / count - 0.5)).toBeLessThan(2 / Math.sqrt(count));
  });
});

test("integers cover an interval evenly, whatever its width", () => {
  const counts = new Array<number>(7).fill(0);
  for (const value of randomIntegers(new Key(4), [70000], -3, 4).dataSync()) counts[value + 3]!++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10000) ** 2 / 10000, 0);
  expect(chiSquare).toBeLessThan(22.5); // 6 degrees of freedom, 0.1 %
  const wide = [...randomIntegers(new Key(5), [1000], -(2 ** 31), 2 ** 31).dataSync()];
  const bits = [...randomBits(new Key(5), [1000]).dataSync()];
  expect(wide).toEqual(bits.map((word) => (word >>> 0) - 2 ** 31));
  expect(() => randomIntegers(new Key(0), [1], 3, 3)).toThrow("expected whole numbers low < high of int32");
  expect(() => randomIntegers(new Key(0), [1], 0.5, 3)).toThrow("got [0.5, 3)");
});

test("a permutation holds each number once and puts each anywhere", () => {
  const order = permutation(new Key(6), 50).dataSync();
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  const first = new Set(new Key(7).split(60).map((key) => permutation(key, 4).dataSync()[0]));
  expect(first.size).toBe(4);
  expect(permutation(new Key(8), 0).shape).toEqual([0]);
});

test("bernoulli and categorical keep to their probabilities", () => {
  const count = 20000;
  const mean = (values: ArrayLike<number>) =>
    Array.from(values).reduce((sum, value) => sum + value, 0) / count;
  expect(Math.abs(mean(bernoulli(new Key(9), [count], 0.3).dataSync()) - 0.3)).toBeLessThan(0.013);
  expect([...bernoulli(new Key(9), [2, 2], tensor([0, 1])).dataSync()]).toEqual([0, 1, 0, 1]);
  const p = [0.1, 0.6, 0.3];
  const logits = tensor(
    Float64Array.from({ length: count * 3 }, (_, i) => Math.log(p[i % 3]!)),
    {
      shape: [count, 3],
    },
  );
  const classes = categorical(new Key(10), logits).dataSync();
  p.forEach((probability, k) => {
    const share = mean(Array.from(classes, (value) => (value === k ? 1 : 0)));
    expect(Math.abs(share - probability)).toBeLessThan(0.014);
  });
  expect(() => bernoulli(new Key(0), [1], 1.5)).toThrow("expected a probability from 0 to 1, got 1.5");
});

test("refusals name what they got", () => {
  expect(() => uniform(new Key(0), [2], { low: 1, high: 1 })).toThrow(
    "expected a finite interval, got [1, 1)",
  );
  expect(() => normal(new Key(0), [2], { standardDeviation: -1 })).toThrow(
    "standard deviation of at least 0",
  );
  expect(() => uniform(new Key(0), [2], { dtype: "int32" })).toThrow(
    "uniform: expected float32 or float64, got int32",
  );
  expect(() => uniform(new Key(0), [-1])).toThrow("uniform");
});

test("the host's generator goes on from a saved place", () => {
  const generator = new Generator(11);
  generator.uniform();
  const { position } = generator;
  const next = [generator.uniform(), generator.normal(), generator.integer(0, 100)];
  const again = new Generator(11);
  again.position = position;
  expect([again.uniform(), again.normal(), again.integer(0, 100)]).toEqual(next);
  expect([...generator.permutation(5)].sort()).toEqual([0, 1, 2, 3, 4]);
});
