import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("MEBAE_THREADS", "2");
  vi.stubGlobal("self", { crossOriginIsolated: true });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

/** A new copy of the module, which has opened no device yet. */
const open = async () => (await import("./device.js")).openDevice("cpu");

test("threads where the page is isolated", async () => {
  expect(await open()).toEqual({ kind: "threads", threads: 2 });
});

test("one thread, and whose doing that is: the host's, the browser's or the machine's", async () => {
  vi.stubEnv("MEBAE_THREADS", "1");
  expect(await open()).toEqual({ kind: "oneThread", reason: "oneCore" });
  vi.stubGlobal("SharedArrayBuffer", undefined);
  expect(await open()).toEqual({ kind: "oneThread", reason: "noSharedMemory" });
  vi.stubGlobal("self", { crossOriginIsolated: false });
  expect(await open()).toEqual({ kind: "oneThread", reason: "notIsolated" });
});
