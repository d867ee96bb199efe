import { add, compile, exp, Key, matmul, mul, normal, type Tensor, tensor } from "@mebae/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { gpu } from "../backend.js";
import { gpuTest } from "../testing/dawn.js";
import { fakeGpu } from "../testing/fakeGpu.js";

afterEach(() => vi.unstubAllGlobals());

gpuTest("a compiled step's kernels by the device's clock: ops, calls, work and times", async () => {
  using backend = await gpu();
  const draw = (shape: number[], key: number) => normal(new Key(key), shape, { backend });
  const [x, w] = [draw([48, 64], 1), draw([64, 32], 2)];
  const step = compile((y: Tensor) => mul(exp(matmul(y, w)), 2));
  const run = () => step(x).dispose();
  run();
  await backend.synchronize();
  const start = performance.now();
  const { clock, rows } = await backend.profile(run, 3);
  const wall = performance.now() - start;
  expect(clock).toBe("device");
  expect(new Map(rows.map(({ name, calls, flops, bytes }) => [name, [calls, flops, bytes]]))).toEqual(
    new Map([
      ["matmul [48, 32]", [3, 3 * 2 * 48 * 64 * 32, 3 * 4 * (48 * 64 + 64 * 32 + 48 * 32)]],
      ["exp·mul [48, 32]", [3, 3 * 2 * 48 * 32, 3 * 4 * (2 * 48 * 32 + 1)]],
    ]),
  );
  for (const { milliseconds } of rows) expect(milliseconds).toBeGreaterThan(0);
  // On one processor's clock kernels, one after another, can't take longer than all of it.
  expect(rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0)).toBeLessThan(wall);
});

gpuTest("more dispatches than a set of queries holds, op after op", async () => {
  using backend = await gpu();
  const x = tensor([1, 2], { backend });
  const { rows } = await backend.profile(() => {
    for (let i = 0; i < 2100; i++) add(x, x).dispose();
  });
  expect(rows.map(({ name, calls }) => [name, calls])).toEqual([["add [2]", 2100]]);
  expect(Number.isFinite(rows[0]!.milliseconds)).toBe(true);
});

gpuTest("the adapter's ceilings", async () => {
  using backend = await gpu();
  const { gflops, bandwidth } = await backend.ceilings();
  expect(gflops).toBeGreaterThan(0);
  expect(Number.isFinite(gflops)).toBe(true);
  expect(bandwidth.map(({ place }) => place)).toEqual(["memory"]);
  expect(bandwidth[0]!.gigabytes).toBeGreaterThan(0);
  expect(backend.report().usedBytes).toBe(0);
});

test("without timestamps the host's clock times submissions", async () => {
  vi.stubGlobal("navigator", { gpu: fakeGpu().host });
  using backend = await gpu();
  const x = tensor([1, 2], { backend });
  const { clock, rows } = await backend.profile(() => void mul(add(x, 1), x), 2);
  expect(clock).toBe("host");
  expect(rows.map(({ name, calls, flops }) => [name, calls, flops])).toEqual([
    ["submission of 2 kernels", 2, 8],
  ]);
});

test("a profile inside another is refused, and an error of the step ends the profile", async () => {
  vi.stubGlobal("navigator", { gpu: fakeGpu().host });
  using backend = await gpu();
  const nested = async () => void (await backend.profile(() => undefined));
  await expect(backend.profile(nested)).rejects.toThrow("gpu: a profile runs already; await it first");
  const failing = () => {
    throw new Error("the step's own");
  };
  await expect(backend.profile(failing)).rejects.toThrow("the step's own");
  await expect(backend.profile(() => undefined)).resolves.toMatchObject({ rows: [] });
});
