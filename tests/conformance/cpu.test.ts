import { currentBackend } from "@mebae/tensor";
import { expect, test } from "vitest";
import { settings, testCpuSettings } from "./cpuSettings.js";

testCpuSettings(settings.node);

test("the default is such an engine", () => {
  expect(currentBackend().name).toBe("cpu");
});
