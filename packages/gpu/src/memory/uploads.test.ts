import { add, tensor } from "@mebae/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { gpu } from "../backend.js";
import { installFake } from "../testing/fakeGpu.js";

afterEach(() => vi.unstubAllGlobals());

test("an upload is one call that waits for nothing, submits nothing and leaves recorded commands their buffers", async () => {
  const { device, counts } = installFake();
  using backend = await gpu();
  const write = vi.spyOn(device.queue, "writeBuffer");
  const done = vi.spyOn(device.queue, "onSubmittedWorkDone");
  const buffers = () => write.mock.calls.map((call) => (call as unknown as [{ number: number }])[0].number);
  const x = tensor(new Float32Array(64), { backend });
  const y = add(x, x);
  x.dispose();
  const before = { ...counts };
  // The dispatches that read x are recorded and not submitted: its free buffer isn't written again.
  const z = tensor(new Float32Array(64).fill(3), { backend });
  expect(write).toHaveBeenCalledTimes(2);
  expect(buffers()[1]).not.toBe(buffers()[0]);
  expect(counts.submissions).toBe(before.submissions);
  await y.data();
  z.dispose();
  // Submitted ones have what they need: the queue writes behind them, and no buffer is made.
  const made = counts.buffers;
  tensor(new Float32Array(64).fill(4), { backend });
  expect(buffers()[2]).toBe(buffers()[0]);
  expect(counts.buffers).toBe(made);
  expect(done.mock.calls.length).toBe(counts.submissions);
});
