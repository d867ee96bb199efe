import { afterEach, expect, test, vi } from "vitest";
import { absences, chromium } from "./machine.mjs";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("a Chromium that isn't there is listed, and a failure where it was promised", async () => {
  vi.stubEnv("MEBAE_CHROMIUM", "/nowhere/chromium");
  expect(chromium()).toBeUndefined();
  const reason = "no /usr/bin/chromium (MEBAE_CHROMIUM names another)";
  vi.stubEnv("MEBAE_REQUIRE", "shared");
  expect(await absences()).toContainEqual({ part: "chromium", reason, required: false });
  vi.stubEnv("MEBAE_REQUIRE", "shared, chromium");
  expect(await absences()).toContainEqual({ part: "chromium", reason, required: true });
});

test("of a Chromium that nobody promised the rest of its part is listed", async () => {
  vi.stubEnv("MEBAE_CHROMIUM", process.execPath);
  const chromiumOf = async () => (await absences()).find(({ part }) => part === "chromium");
  vi.stubEnv("MEBAE_REQUIRE", "");
  expect(await chromiumOf()).toMatchObject({
    reason: expect.stringMatching(/MEBAE_REQUIRE=chromium/),
    required: false,
  });
  vi.stubEnv("MEBAE_REQUIRE", "chromium");
  expect(await chromiumOf()).toBeUndefined();
});

test("a promise that nobody knows is a failure", async () => {
  vi.stubEnv("MEBAE_REQUIRE", "chromum");
  const reason = "MEBAE_REQUIRE names a part that nobody knows";
  expect(await absences()).toContainEqual({ part: "chromum", reason, required: true });
});
