import { currentBackend } from "@mebae/tensor";
import { expect, test } from "vitest";
import { testCpuSettings } from "./cpuSettings.js";

testCpuSettings();

test("the default is such an engine", () => {
  expect(currentBackend().name).toBe("cpu");
});
