import { add, oneHot, tensor } from "@mebae/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { gpu } from "../backend.js";
import { openDevice } from "../device/device.js";
import { GPUOutOfMemoryError, installFake } from "../testing/fakeGpu.js";
import { BufferPool } from "./pool.js";

afterEach(() => vi.unstubAllGlobals());

test("what a kernel refused is told by the next read where one has failed", async () => {
  const { device } = installFake();
  using backend = await gpu();
  // Memory of the fake is 0: the words of refusals then name the first row.
  const hot = oneHot(tensor([7], { dtype: "int32", backend }), 3);
  const make = device.createBuffer;
  device.createBuffer = (descriptor) => ({
    ...make(descriptor),
    mapAsync: () => Promise.reject(new Error("the buffer can't be mapped")),
  });
  await expect(hot.data()).rejects.toThrow("the buffer can't be mapped");
  device.createBuffer = make;
  await expect(hot.data()).rejects.toThrow("oneHot: label 0 in row 0 is outside the 3 classes");
  await expect(hot.data()).resolves.toBeDefined();
});

test("a buffer for which there was no memory isn't used again", async () => {
  const { device, counts } = installFake({ scopes: { "out-of-memory": new GPUOutOfMemoryError("full") } });
  using backend = await gpu();
  const first = tensor([1, 2, 3], { backend });
  await expect(first.data()).rejects.toMatchObject({ code: "memory" });
  first.dispose();
  const { buffers } = counts;
  const make = vi.spyOn(device, "createBuffer");
  const second = tensor([1, 2, 3], { backend });
  expect(make).toHaveBeenCalledTimes(1);
  expect(counts.buffers).toBe(buffers + 1);
  await expect(second.data()).resolves.toBeDefined();
});

test("a full memory gives back what is free, and the bind groups of it are forgotten", async () => {
  const scopes: Partial<Record<GPUErrorFilter, GPUError>> = {};
  const { counts } = installFake({ scopes });
  using backend = await gpu();
  const sum = () => {
    using x = tensor(new Float32Array(3000), { backend });
    add(x, x).dispose();
  };
  sum();
  await backend.synchronize();
  const { bindGroups } = counts;
  sum();
  await backend.synchronize();
  expect(counts.bindGroups).toBe(bindGroups);
  expect(backend.report().freeBytes).toBeGreaterThan(0);
  scopes["out-of-memory"] = new GPUOutOfMemoryError("full");
  const large = tensor(new Float32Array(9000), { backend });
  await expect(large.data()).rejects.toMatchObject({ code: "memory" });
  large.dispose();
  await backend.synchronize();
  sum();
  await backend.synchronize();
  expect(counts.destroyed).toBeGreaterThanOrEqual(2);
  expect(counts.bindGroups).toBe(bindGroups + 1);
});

test("free buffers are taken oldest first, and of a class are at most as many kept as were in use, and 64 MiB", async () => {
  const { counts } = installFake();
  const pool = new BufferPool(await openDevice({}));
  const blocks = Array.from({ length: 3 }, () => pool.take(1000));
  for (const block of [blocks[2]!, blocks[0]!, blocks[1]!]) pool.give(block);
  expect([pool.take(1000), pool.take(999)]).toEqual([blocks[0], blocks[1]]);
  const large = Array.from({ length: 10 }, (_, i) => pool.take(2 ** 25 + i * 2 ** 23));
  for (const block of large) pool.give(block);
  pool.trim();
  expect(counts.destroyed).toBe(0);
  for (let i = 0; i < 10; i++) pool.give(pool.take(2 ** 24 + i * 2 ** 22));
  pool.trim();
  const { usedBytes, freeBytes } = pool.report;
  expect(usedBytes).toBe(2048);
  const most = 2048 + large.reduce((sum, { size }) => sum + size, 0);
  expect(freeBytes).toBeLessThanOrEqual(most + 2 ** 26);
  expect(counts.destroyed).toBeGreaterThan(0);
});
