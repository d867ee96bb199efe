import { gpu } from "@mebae/gpu";
import { compile, matmul, type Tensor, tensor } from "@mebae/tensor";
import { afterEach, expect, vi } from "vitest";
import { dawnTelling } from "./dawn.js";
import { gpuTest } from "./device.js";

afterEach(() => vi.unstubAllGlobals());

const size = 192;

/** A matrix that turns its rows by one: products with it are exact, and n of them turn by n. */
const turning = Float32Array.from({ length: size * size }, (_, i) =>
  i % size === (Math.floor(i / size) + 1) % size ? 1 : 0,
);

gpuTest(
  "an upload returns while the device computes, and what it computes keeps the values of before",
  { timeout: 240_000 },
  async () => {
    let device: GPUDevice | undefined;
    const dawn = dawnTelling((one) => {
      device = one;
    });
    vi.stubGlobal("navigator", { gpu: dawn });
    using backend = await gpu();
    const turn = tensor(turning, { shape: [size, size], backend });
    const step = compile((x: Tensor) => {
      let y = x;
      for (let i = 0; i < 8; i++) y = matmul(y, turn);
      return y;
    });
    const start = (values: Float32Array, steps: number) => {
      let y = tensor(values, { shape: [size, size], backend });
      for (let i = 0; i < steps; i++) {
        const next = step(y);
        y.dispose();
        y = next;
      }
      return y;
    };
    // So many steps that the device is busy for long, whatever it is.
    const values = Float32Array.from({ length: size * size }, (_, i) => i % size);
    let steps = 1;
    for (let milliseconds = 0; milliseconds < 300 && steps < 2 ** 14; steps *= 2) {
      const began = performance.now();
      using y = start(values, steps);
      await y.data();
      milliseconds = performance.now() - began;
    }
    const y = start(values, steps);
    let isDone = false;
    device!.queue.onSubmittedWorkDone().then(() => {
      isDone = true;
    });
    // The buffer of the first input is free again, and steps under way still read it.
    const uploads = Array.from({ length: 4 }, (_, k) =>
      tensor(new Float32Array(size * size).fill(k), { shape: [size, size], backend }),
    );
    for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    const first = (await y.data()).slice(0, size);
    expect(isDone).toBe(true);
    expect([...first]).toEqual(
      Array.from({ length: size }, (_, i) => (((i - 8 * steps) % size) + size) % size),
    );
    for (const [k, upload] of uploads.entries())
      expect((await upload.data()).every((v) => v === k)).toBe(true);
  },
);
