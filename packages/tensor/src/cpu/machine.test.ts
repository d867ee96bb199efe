import { afterEach, expect, test, vi } from "vitest";
import { BackendError } from "../errors.js";
import { createCpuBackend } from "./backend.js";
import { Machine } from "./machine.js";

afterEach(() => vi.restoreAllMocks());

test("a host without relaxed SIMD gets plain products and sums, as one does that is told so", () => {
  const validate = WebAssembly.validate;
  const hasMadd = (bytes: BufferSource) => `${bytes}`.includes("253,133,2");
  expect(new Machine({ threads: 1 }).relaxedSimd).toBe(true);
  vi.spyOn(WebAssembly, "validate").mockImplementation((bytes) => !hasMadd(bytes) && validate(bytes));
  expect(new Machine({ threads: 1 }).relaxedSimd).toBe(false);
});

test("a host whose WebAssembly has no vectors is refused at once, with that reason", () => {
  vi.spyOn(WebAssembly, "validate").mockReturnValue(false);
  expect(() => createCpuBackend({ threads: 1 })).toThrow(BackendError);
  expect(() => createCpuBackend({ threads: 1 })).toThrow("no vector instructions (SIMD)");
});
