import { add, compile, type Tensor, tensor } from "@mebae/tensor";
import { afterEach, expect, test, vi } from "vitest";
import { gpu } from "../backend.js";
import { fakeGpu } from "../testing/fakeGpu.js";

afterEach(() => vi.unstubAllGlobals());

/** A backend whose device ends submissions when it is told to. */
async function slowBackend() {
  const { host, device, lose } = fakeGpu();
  vi.stubGlobal("navigator", { gpu: host });
  const backend = await gpu();
  const ends: (() => void)[] = [];
  device.queue.onSubmittedWorkDone = () =>
    new Promise<undefined>((end) => void ends.push(() => end(undefined)));
  const x = tensor([1, 2], { backend });
  const program = compile((y: Tensor) => add(add(y, 1), y));
  const run = (steps: number) => {
    for (let i = 0; i < steps; i++) program(x).dispose();
  };
  const isReady = async () => {
    let done = false;
    void backend.ready!().then(() => (done = true));
    await new Promise((resolve) => setTimeout(resolve));
    return done;
  };
  return { backend, ends, run, isReady, lose };
}

test("a caller waits once more than four programs are on their way, and until only four are", async () => {
  const { ends, run, isReady } = await slowBackend();
  run(4);
  expect(await isReady()).toBe(true);
  run(2);
  expect(await isReady()).toBe(false);
  ends[0]!();
  expect(await isReady()).toBe(false);
  ends[1]!();
  expect(await isReady()).toBe(true);
});

test("a caller that never waits piles up no promises, and waits for all but four when it does", async () => {
  const { ends, run, isReady } = await slowBackend();
  run(1000);
  expect(ends.length).toBe(8);
  expect(await isReady()).toBe(false);
  expect(ends.length).toBe(9);
  for (const end of ends.slice(0, 5)) end();
  expect(await isReady()).toBe(true);
});

test("waiting tells of a lost device", async () => {
  const { backend, ends, run, lose } = await slowBackend();
  run(6);
  const waiting = backend.ready!();
  lose("unknown", "unplugged");
  for (const end of ends) end();
  await expect(waiting).rejects.toThrow("gpu: the device was lost (unplugged)");
});
