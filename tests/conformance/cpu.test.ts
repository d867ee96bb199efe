import { Expectations, testBackend } from "@mebae/conformance";
import { createCpuBackend, currentBackend } from "@mebae/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joined } from "../joined.js";

const expectations = new Expectations();

// A grain of 1 has every loop cut, however small the case.
for (const threads of [1, 2]) {
  for (const relaxedSimd of [true, false]) {
    const simd = relaxedSimd ? "relaxed" : "plain";
    describe(`the CPU engine with ${threads} thread${threads > 1 ? "s" : ""} and ${simd} SIMD does what the reference does`, () => {
      const engine = createCpuBackend({ threads, relaxedSimd, grain: 1 });
      beforeAll(() => joined(engine));
      afterAll(() => engine.dispose());

      const count = testBackend(engine, { test, expectations });

      test("nothing was left out, and no thread was lost", () => {
        expect(engine.name).toBe("cpu");
        expect([...engine.dtypes].sort()).toEqual(["bool", "float32", "float64", "int32", "uint8"]);
        expect(count).toBeGreaterThan(600);
        expect(engine.threads).toEqual({ most: threads, joined: threads });
      });
    });
  }
}

test("the default is such an engine", () => {
  expect(currentBackend().name).toBe("cpu");
});
