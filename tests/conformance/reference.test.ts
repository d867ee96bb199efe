import { referenceChecks } from "@mebae/conformance";
import { describe, expect, test } from "vitest";

const checks = referenceChecks();

describe("the reference is right", () => {
  for (const check of checks) test(check.name, () => check.run());

  test("nothing was left out", () => {
    expect(checks.filter(({ kind }) => kind === "values").length).toBeGreaterThan(300);
    expect(checks.filter(({ kind }) => kind === "gradients").length).toBeGreaterThan(80);
    expect(checks.filter(({ kind }) => kind === "second gradients").length).toBeGreaterThan(60);
  });
});
