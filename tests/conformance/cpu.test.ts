import { currentBackend } from "@mebae/tensor";
import { expect, test } from "vitest";
import { allSettings, testCpuSettings } from "./cpuSettings.js";

testCpuSettings(allSettings);

test("the default is such an engine", () => {
  expect(currentBackend().name).toBe("cpu");
});
