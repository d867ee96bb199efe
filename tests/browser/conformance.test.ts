import { expect, test } from "vitest";
import { testCpuSettings } from "../conformance/cpuSettings.js";

test("the page is isolated, so that it has shared memory", () => {
  expect(crossOriginIsolated).toBe(true);
});

// Both threads and both kinds of SIMD; Node, whose engine is the same, has them in all combinations.
testCpuSettings([
  { threads: 1, relaxedSimd: false },
  { threads: 2, relaxedSimd: true },
]);
