import { conformanceChecks } from "@mebae/conformance";
import { afterAll, expect } from "vitest";
import { device, gpuTest } from "../gpu/device.js";

afterAll(() => device?.dispose());

gpuTest("there is an adapter", () => {
  expect(device?.name).toBe("gpu");
});

// The values of every op in all layouts, within what the CPU is held to.
for (const check of device ? conformanceChecks(device) : [])
  if (check.kind === "values") gpuTest(check.name, { timeout: 240_000 }, () => check.run());
