import { testBackend } from "@mebae/conformance";
import { currentBackend } from "@mebae/tensor";
import { describe, expect, test } from "vitest";

describe("the CPU engine does in Chromium what the reference does", () => {
  const count = testBackend(currentBackend(), { test });
  test("nothing was left out", () => {
    expect(crossOriginIsolated).toBe(true);
    expect(count).toBeGreaterThan(600);
  });
});
