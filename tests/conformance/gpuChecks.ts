import { type Check, conformanceChecks } from "@mebae/conformance";
import { expect } from "vitest";
import { device, gpuTest } from "../gpu/device.js";

/** An adapter that computes on the processor takes a tenth of a second for a shader, of which each layout needs its own. */
const isSoftware = /swiftshader|llvmpipe|lavapipe/i.test(device?.adapter ?? "");

/**
 * Registers the checks of some kinds as tests, in every dtype that the adapter has; at least so many of each kind.
 * Tolerances follow from WGSL's accuracy.
 */
export function testGpu(least: Partial<Record<Check["kind"], number>>): void {
  const layouts = isSoftware ? "in turn" : "every";
  const checks = device ? conformanceChecks(device, { layouts }).filter(({ kind }) => kind in least) : [];
  gpuTest("there is an adapter, and nothing was left out", () => {
    expect(device?.name).toBe("gpu");
    for (const [kind, count] of Object.entries(least))
      expect(checks.filter((check) => check.kind === kind).length).toBeGreaterThan(count);
  });
  for (const check of checks) gpuTest(check.name, { timeout: 240_000 }, () => check.run());
}
