import { availableParallelism } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { checkThreads, threadsOfEnvironment, threadsOfHost } from "./count.js";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

test("as many as the host runs at once, at most 16, one where it doesn't say", () => {
  expect(threadsOfHost()).toBe(Math.min(16, availableParallelism()));
  vi.stubGlobal("navigator", { hardwareConcurrency: 48 });
  expect(checkThreads("auto", "threads")).toBe(16);
  vi.stubGlobal("navigator", {});
  expect(threadsOfHost()).toBe(1);
  vi.stubGlobal("navigator", undefined);
  expect(threadsOfHost()).toBe(1);
});

test("a number from 1 to 64 is taken as it is, anything else refused", () => {
  for (const count of [1, 3, 64]) expect(checkThreads(count, "threads")).toBe(count);
  for (const setting of [0, 65, 1.5, -1, Number.NaN, "two"]) {
    expect(() => checkThreads(setting as number, "threads")).toThrow(
      /^threads: expected "auto" or a whole number from 1 to 64, got /,
    );
  }
});

test("MEBAE_THREADS is a number or auto", () => {
  vi.stubEnv("MEBAE_THREADS", undefined);
  expect(threadsOfEnvironment()).toBe("auto");
  vi.stubEnv("MEBAE_THREADS", "auto");
  expect(threadsOfEnvironment()).toBe("auto");
  vi.stubEnv("MEBAE_THREADS", "3");
  expect(threadsOfEnvironment()).toBe(3);
  for (const text of ["0", "100", "2.5", "many", "-2"]) {
    vi.stubEnv("MEBAE_THREADS", text);
    expect(() => threadsOfEnvironment(), text).toThrow(/^MEBAE_THREADS: expected "auto" or a whole number/);
  }
  vi.stubGlobal("process", undefined);
  expect(threadsOfEnvironment()).toBe("auto");
});
