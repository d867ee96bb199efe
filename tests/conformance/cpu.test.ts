import { testBackend } from "@mebae/conformance";
import { currentBackend } from "@mebae/tensor";
import { describe, expect, test } from "vitest";

describe("the CPU engine does what the reference does", () => {
  const count = testBackend(currentBackend(), { test });

  test("nothing was left out", () => {
    expect(currentBackend().name).toBe("cpu");
    expect([...currentBackend().dtypes].sort()).toEqual(["bool", "float32", "float64", "int32", "uint8"]);
    expect(count).toBeGreaterThan(600);
  });
});
