import {
  add,
  compile,
  matmul,
  mean,
  mul,
  sub,
  type Tensor,
  tensor,
  Variable,
  valueAndGrad,
} from "@mebae/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { type GpuBackend, gpu } from "../backend.js";
import { gpuTest } from "../testing/dawn.js";
import { fakeGpu } from "../testing/fakeGpu.js";

afterEach(() => vi.unstubAllGlobals());

/** Momentum on a linear model whose targets are 2·x₀ - x₁: states that a step reads and replaces. */
function training(backend: GpuBackend) {
  const zeros = () => tensor(new Float32Array(2), { shape: [2, 1], backend });
  const [weight, velocity] = [new Variable(zeros(), "weight"), new Variable(zeros(), "velocity")];
  const step = compile((x: Tensor, t: Tensor) => {
    const { value, gradients } = valueAndGrad(() => {
      const error = sub(matmul(x, weight.value), t);
      return mean(mul(error, error));
    }, [weight]);
    velocity.assign(add(mul(velocity.value, 0.9), gradients[0]!));
    weight.assign(sub(weight.value, mul(velocity.value, 0.05)));
    return value;
  });
  const run = (i: number): Tensor => {
    const rows = Array.from({ length: 8 }, (_, k) => [Math.sin(8 * i + k), Math.cos(3 * i + 5 * k)] as const);
    using x = tensor(Float32Array.from(rows.flat()), { shape: [8, 2], backend });
    using t = tensor(
      Float32Array.from(rows, ([a, b]) => 2 * a - b),
      { shape: [8, 1], backend },
    );
    return step(x, t);
  };
  return { run, weight };
}

test("10,000 steps: as many buffers, pipelines and bind groups as a few, and one submission each", async () => {
  const { host, counts } = fakeGpu();
  vi.stubGlobal("navigator", { gpu: host });
  using backend = await gpu();
  const { run } = training(backend);
  const read = async (i: number) => {
    using loss = run(i);
    await loss.data();
  };
  for (let i = 0; i < 3; i++) await read(i);
  const before = { ...counts, ...backend.report() };
  for (let i = 0; i < 10_000; i++) {
    if (i % 100 === 0) await read(i);
    else run(i).dispose();
  }
  const { submissions, ...after } = { ...counts, ...backend.report() };
  expect(after).toEqual(expect.objectContaining({ buffers: before.buffers, destroyed: before.destroyed }));
  expect(after).toEqual(
    expect.objectContaining({ pipelines: before.pipelines, bindGroups: before.bindGroups }),
  );
  expect(after).toEqual(
    expect.objectContaining({ usedBytes: before.usedBytes, freeBytes: before.freeBytes }),
  );
  // A step is one submission, and a read another.
  expect(submissions - before.submissions).toBe(10_000 + 100);
});

gpuTest("a caller that runs ahead of the device gets what one gets that waits for each step", async () => {
  using backend = await gpu();
  const waiting = training(backend);
  const losses: number[] = [];
  for (let i = 0; i < 200; i++) {
    using loss = waiting.run(i);
    losses.push(await loss.item());
  }
  const ahead = training(backend);
  const kept = Array.from({ length: 200 }, (_, i) => ahead.run(i));
  expect(await Promise.all(kept.map((loss) => loss.item()))).toEqual(losses);
  expect(await ahead.weight.value.data()).toEqual(await waiting.weight.value.data());
  expect((await ahead.weight.value.data())[0]).toBeCloseTo(2, 2);
});
