import { setTimeout as after } from "node:timers/promises";
import { type Backend, currentBackend, useBackend } from "@mebae/tensor";
import { afterEach, expect, test } from "vitest";
import { run, timeless } from "../testing/tinyRun.js";
import type { TrainingEvent } from "./events.js";
import type { Trainer } from "./trainer.js";

const engine = currentBackend();
afterEach(() => useBackend(engine));

/** The engine as a device that computes beside the thread: what is read comes later. Tells how many reads are on their way. */
function device(): { backend: Backend; onTheirWay: () => number } {
  let open = 0;
  const read: Backend["read"] = async (...call) => {
    const values = engine.read(...call);
    open++;
    await after(5);
    open--;
    return await values;
  };
  const backend = Object.create(engine, { readSync: { value: undefined }, read: { value: read } });
  return { backend, onTheirWay: () => open };
}

const listening = (heard: TrainingEvent[], onStep?: (step: number) => void) => async (trainer: Trainer) => {
  for await (const event of trainer.run()) {
    heard.push(event);
    if (event.type === "step") onStep?.(event.step);
  }
};

const stepsOf = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) => (event.type === "step" ? [[event.epoch, event.step, event.loss]] : []));

test("steps go on while their losses are on their way, and are told in their order with their own", async () => {
  const [expected, heard]: [TrainingEvent[], TrainingEvent[]] = [[], []];
  const onCpu = await run({}, listening(expected));
  const { backend, onTheirWay } = device();
  useBackend(backend);
  let most = 0;
  const beside = await run(
    {},
    listening(heard, () => {
      most = Math.max(most, onTheirWay());
    }),
  );
  // The fifth has begun when the first is told; four are behind it.
  expect(most).toBe(4);
  expect(stepsOf(heard)).toEqual(stepsOf(expected));
  expect(timeless(beside.result)).toEqual(timeless(onCpu.result));
  expect(beside.state).toEqual(onCpu.state);
});

test("losses that aren't read are told as such, between the others", async () => {
  const heard: TrainingEvent[] = [];
  useBackend(device().backend);
  await run({ readLossEvery: 3, epochs: 1 }, listening(heard));
  expect(stepsOf(heard).map(([, step, loss]) => [step, loss === undefined])).toEqual(
    [true, true, false, true, true, false, false].map((isUnread, i) => [i + 1, isUnread]),
  );
});

test("whoever stops hears of every step that was taken", async () => {
  const heard: TrainingEvent[] = [];
  useBackend(device().backend);
  const controller = new AbortController();
  const { result } = await run(
    { signal: controller.signal },
    listening(heard, (step) => {
      if (step === 2) controller.abort();
    }),
  );
  expect(result!.reason).toBe("aborted");
  expect(stepsOf(heard).map(([, step]) => step)).toEqual(
    Array.from({ length: result!.steps }, (_, i) => i + 1),
  );
});

test("a loss that isn't finite is told with its step", async () => {
  const message = async () => await run({ learningRate: 1e30 }).catch((error: Error) => error.message);
  const expected = await message();
  expect(expected).toMatch(/the loss became .* step \d+/);
  useBackend(device().backend);
  expect(await message()).toBe(expected);
});
