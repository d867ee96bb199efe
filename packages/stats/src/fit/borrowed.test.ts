import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import type { Family } from "../distribution.js";
import { Exponential } from "../distributions/exponential.js";
import { Normal } from "../distributions/normal.js";
import { Poisson } from "../distributions/poisson.js";
import { Uniform } from "../distributions/uniform.js";
import { Weibull } from "../distributions/weibull.js";
import { fit } from "./fit.js";

const length = 20_003;
const drawn = Normal({ mean: 10, standardDeviation: 1 }).sample(new Key(1), length);
const counts = Poisson({ rate: 4 }).sample(new Key(2), length);

const closed = [Normal, Exponential, Uniform] as readonly unknown[] as readonly Family[];
const named = closed.map((family) => [family.record.name, family] as const);

test.each(named)("%s reads long data in place, and its result has a copy", (_, family) => {
  const data = drawn.slice();
  const expected = fit(family, Array.from(data));
  const result = fit(family, data);
  expect(result.parameters).toEqual(expected.parameters);
  expect(result.n).toBe(length);
  const { values } = result.observations.exact!;
  expect(values.buffer).not.toBe(data.buffer);
  expect(values).toEqual(data);
  data.fill(1);
  expect(result.standardErrors).toEqual(expected.standardErrors);
  expect(result.logLikelihood).toBe(expected.logLikelihood);
  expect(fit(family, data).status.kind).toBe(fit(family, Array.from(data)).status.kind);
});

const changes: [string, (data: Float64Array) => void][] = [
  ["one value", (data) => void data[length - 1]!++],
  ["the first value, by a trillionth", (data) => void (data[0]! *= 1 + 2 ** -40)],
  [
    "two values that keep the sum",
    (data) => {
      data[8]!++;
      data[9]!--;
    },
  ],
  ["order", (data) => data.sort()],
  ["unit", (data) => data.forEach((x, i) => (data[i] = 2 * x))],
  ["everything, by another sample", (data) => data.set(Poisson({ rate: 4 }).sample(new Key(3), length))],
  [
    "place, by a transfer",
    (data) => structuredClone(data.buffer, { transfer: [data.buffer as ArrayBuffer] }),
  ],
];

test.each(changes)("a change of %s before the result needs the data is an error", (_, change) => {
  for (const [family, sample] of [
    [Normal, drawn],
    [Poisson, counts],
  ] as const) {
    const data = sample.slice();
    const result = fit(family as unknown as Family, data);
    const { parameters } = result;
    change(data);
    expect(result.parameters).toEqual(parameters);
    expect(result.n).toBe(length);
    for (const ask of [() => result.standardErrors, () => result.aic, () => result.observations])
      expect(ask).toThrow(/expected the data as they were fitted.*fit a copy, data.slice\(\)/);
  }
});

test("short data, searches, weights and shared memory have a copy at once", () => {
  const shared = new Float64Array(new SharedArrayBuffer(8 * length));
  shared.set(drawn);
  const short = drawn.slice(0, 1000);
  const searched = drawn.slice();
  const weighted = drawn.slice();
  const results = [
    fit(Normal, shared),
    fit(Normal, short),
    fit(Weibull, searched),
    fit(Normal, weighted, { weights: new Float64Array(length).fill(2) }),
  ];
  const expected = results.map((_, i) => [shared, short, searched, weighted][i]!.slice());
  for (const data of [shared, short, searched, weighted]) data.fill(3);
  for (const [i, result] of results.entries()) expect(result.observations.exact!.values).toEqual(expected[i]);
});

test("what is no number in long data is refused with its index", () => {
  const data = drawn.slice();
  data[15_000] = Number.NaN;
  expect(() => fit(Normal, data)).toThrow("value [15000]");
  data[15_000] = -1;
  expect(() => fit(Exponential, data)).toThrow("value [15000]");
});
