import { setTimeout as sleep } from "node:timers/promises";
import { type Backend, createCpuBackend, currentBackend, useBackend } from "@mebae/tensor";
import { expect, test } from "vitest";
import { computingSeconds } from "./clock.js";

const isTold = "threadCpuUsage" in process;

test.skipIf(!isTold)("waiting isn't computing (from Node 23.9 on)", async () => {
  const start = computingSeconds();
  const began = performance.now();
  await sleep(300);
  const waited = (performance.now() - began) / 1000;
  expect(computingSeconds() - start).toBeLessThan(waited / 2);
});

test("waiting for a device that can't be read at once is its computing", async () => {
  const engine = createCpuBackend({ threads: 1 });
  const before = currentBackend();
  useBackend({ ...engine, readSync: undefined } as unknown as Backend);
  try {
    const start = computingSeconds();
    await sleep(300);
    expect(computingSeconds() - start).toBeGreaterThan(0.29);
  } finally {
    useBackend(before);
    engine.dispose();
  }
});

test("computing counts", () => {
  const start = computingSeconds();
  for (let i = 0; computingSeconds() === start && i < 1e9; i++);
  expect(computingSeconds()).toBeGreaterThan(start);
});
