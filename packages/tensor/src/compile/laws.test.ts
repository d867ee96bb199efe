import { afterEach, describe, expect, test } from "vitest";
import {
  compile,
  createReferenceBackend,
  currentBackend,
  type DType,
  Generator,
  Key,
  scope,
  type Tensor,
  uniform,
  useBackend,
} from "../index.js";
import { randomProgram } from "./testing/randomProgram.js";

const home = currentBackend();
afterEach(() => useBackend(home));

const rounding = { float32: 2e-5, float64: 1e-10 };

function expectNear(found: Tensor, expected: Tensor, dtype: "float32" | "float64", where: string): void {
  expect(found.shape, where).toEqual(expected.shape);
  const [a, b] = [found.dataSync(), expected.dataSync()];
  const scale = Math.max(1, ...[...b].map(Math.abs));
  a.forEach((value, i) => {
    expect(Math.abs(value - b[i]!), `${where}[${i}]: ${value} for ${b[i]}`).toBeLessThanOrEqual(
      rounding[dtype] * scale,
    );
  });
}

describe.each(["cpu", "reference"])("on the %s backend", (name) => {
  test.each<["float32" | "float64"]>([["float32"], ["float64"]])(
    "random programs of %s, compiled, are what they are op by op",
    (dtype: DType) => {
      if (name === "reference") useBackend(createReferenceBackend());
      for (let seed = 1; seed <= 60; seed++) {
        const shape = [1 + (seed % 4), 1 + (seed % 3)];
        const start = [1, 2].map((i) => uniform(new Key(seed).fold(i), shape, { low: -1, high: 1, dtype }));
        const eager = randomProgram(new Generator(seed), start);
        const other = randomProgram(new Generator(seed), start);
        const fast = compile(other.run);
        for (let round = 0; round < 3; round++) {
          const x = uniform(new Key(seed).fold(10 + round), shape, { low: -1, high: 1, dtype });
          const [factor, key] = [0.3 + round, new Key(round)];
          const expected = scope(() => eager.run(x, factor, key));
          const found = fast(x, factor, key);
          const at = `seed ${seed}, round ${round}`;
          const type = dtype as "float32" | "float64";
          expectNear(found.value, expected.value, type, `${at}: value`);
          expectNear(found.last, expected.last, type, `${at}: last`);
          expected.gradients.forEach((gradient, i) => {
            expectNear(found.gradients[i]!, gradient, type, `${at}: gradient ${i}`);
            expectNear(other.variables[i]!.value, eager.variables[i]!.value, type, `${at}: variable ${i}`);
          });
        }
      }
    },
  );
});
