import { expect, test } from "vitest";
import { settings, testCpuSettings } from "../conformance/cpuSettings.js";

test("the page is isolated, so that it has shared memory", () => {
  expect(crossOriginIsolated).toBe(true);
});

testCpuSettings(settings.page);
