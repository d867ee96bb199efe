import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import { settings, testCpuSettings } from "../conformance/cpuSettings.js";

test("the page is isolated, so that it has shared memory", () => {
  expect(crossOriginIsolated).toBe(true);
});

// Node checks the same engine with the same instructions: where nobody promised the page's part, its usual setting and a
// layout for each call are enough.
const isPromised = await commands.isRequired("chromium");
testCpuSettings(
  settings.page.filter(({ threads }) => isPromised || threads > 1),
  isPromised ? "every" : "in turn",
);
