import { type ConformanceOptions, Expectations, testBackend } from "@mebae/conformance";
import { createCpuBackend, dtypes } from "@mebae/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joined } from "../joined.js";

export interface CpuSettings {
  readonly threads: number;
  readonly relaxedSimd: boolean;
}

/**
 * One and two threads, with and without relaxed SIMD: each in Node, and each in a page, which has the pairs that Node hasn't.
 * How many share the work says nothing on which instructions do it, so that the whole product in both would take twice the
 * time for nothing.
 */
export const settings: Readonly<Record<"node" | "page", readonly CpuSettings[]>> = {
  node: [
    { threads: 1, relaxedSimd: true },
    { threads: 2, relaxedSimd: false },
  ],
  page: [
    { threads: 1, relaxedSimd: false },
    { threads: 2, relaxedSimd: true },
  ],
};

/** Registers the whole suite for the CPU engine in each of the settings, by default in every memory layout. */
export function testCpuSettings(
  settings: readonly CpuSettings[],
  layouts: ConformanceOptions["layouts"] = "every",
): void {
  const expectations = new Expectations();
  for (const { threads, relaxedSimd } of settings) {
    describe(`the CPU engine, threads: ${threads}, relaxedSimd: ${relaxedSimd}`, () => {
      // The suite's arrays are small: with this grain they are shared all the same.
      const backend = createCpuBackend({ threads, relaxedSimd, grain: 1 });
      beforeAll(() => joined(backend));
      afterAll(() => backend.dispose());
      const count = testBackend(backend, { test, expectations, layouts });

      test("nothing was left out", () => {
        expect(backend.name).toBe("cpu");
        expect([...backend.dtypes].sort()).toEqual([...dtypes].sort());
        expect(count).toBeGreaterThan(600);
        expect(backend.threads).toEqual({ most: threads, joined: threads });
      });
    });
  }
}
