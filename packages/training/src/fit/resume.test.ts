import { describe, expect, test } from "vitest";
import { memoryFiles } from "../folder/files.js";
import { type Changes, run, timeless, validation } from "../testing/tinyRun.js";

describe("resume: a run that was interrupted equals one that wasn't, bit for bit", () => {
  const options: Changes = {
    validation,
    epochs: 8,
    schedule: (step) => (step < 14 ? 1 : 1.5 + step / 20),
    earlyStopping: { patience: 3 },
  };

  test.each([1, 5, 7, 8, 20, 28, 33])("after %i steps", async (interruptedAt) => {
    const whole = await run(options);
    const files = memoryFiles();
    const abort = new AbortController();
    const stopped = await run({
      ...options,
      checkpoint: { files },
      signal: abort.signal,
      onEvent: (event) => {
        if (event.type === "step" && event.step === interruptedAt) abort.abort();
      },
    });
    expect(stopped.result!.reason).toBe("aborted");
    expect(stopped.result!.steps).toBe(interruptedAt);
    const resumed = await run({ ...options, checkpoint: { files }, resume: true });
    expect(resumed.state).toEqual(whole.state);
    expect(timeless(resumed.result)).toEqual(timeless(whole.result));
  });

  test("after a kill, from the last checkpoint in mid-epoch", async () => {
    const whole = await run(options);
    const files = memoryFiles();
    await run({ ...options, checkpoint: { files, everySteps: 5 } }, async (trainer) => {
      for await (const event of trainer.run()) if (event.type === "step" && event.step === 18) break;
    });
    const starts: number[] = [];
    const resumed = await run({
      ...options,
      checkpoint: { files },
      resume: true,
      onEvent: (event) => event.type === "start" && starts.push(event.step),
    });
    expect(starts).toEqual([15]);
    expect(resumed.state).toEqual(whole.state);
    expect(timeless(resumed.result)).toEqual(timeless(whole.result));
  });

  test("whatever number of workers puts the batches together", async () => {
    const whole = await run(options);
    const files = memoryFiles();
    const part = { ...options, workers: 2, checkpoint: { files, everySteps: 5 } };
    await run(part, async (trainer) => {
      for await (const event of trainer.run()) if (event.type === "step" && event.step === 18) break;
    });
    const resumed = await run({ ...part, workers: 1, resume: true });
    expect(resumed.state).toEqual(whole.state);
  });

  test("a finished run resumes to its end, and to more epochs", async () => {
    const files = memoryFiles();
    const plain: Changes = { validation, epochs: 3, checkpoint: { files } };
    const first = await run(plain);
    const again = await run({ ...plain, resume: true });
    expect(again.state).toEqual(first.state);
    const longer = await run({ ...plain, epochs: 5, resume: true });
    const whole = await run({ ...plain, epochs: 5, checkpoint: undefined });
    expect(longer.state).toEqual(whole.state);
  });

  test("a run that early stopping ended stays ended", async () => {
    const files = memoryFiles();
    const first = await run({ ...options, epochs: 40, checkpoint: { files } });
    const again = await run({ ...options, epochs: 40, checkpoint: { files }, resume: true });
    expect(again.state).toEqual(first.state);
    expect(timeless(again.result)).toEqual(timeless(first.result));
  });

  test("without a checkpoint it begins anew", async () => {
    const { state } = await run({ checkpoint: { files: memoryFiles() }, resume: true });
    expect(state).toEqual((await run()).state);
  });
});

describe("a checkpoint", () => {
  async function checkpointed() {
    const files = memoryFiles();
    await run({ validation, epochs: 2, earlyStopping: { patience: 5 }, checkpoint: { files } });
    return files;
  }
  const resume = (files: ReturnType<typeof memoryFiles>, changes: Changes = {}) =>
    run({
      validation,
      epochs: 2,
      earlyStopping: { patience: 5 },
      checkpoint: { files },
      resume: true,
      ...changes,
    });
  const edit = (files: ReturnType<typeof memoryFiles>, change: (json: Record<string, unknown>) => void) => {
    const json = JSON.parse(new TextDecoder().decode(files.files.get("checkpoint.json")));
    change(json);
    files.files.set("checkpoint.json", new TextEncoder().encode(JSON.stringify(json)));
  };
  const current = "checkpoint-1.safetensors";

  test.each<[string, (files: ReturnType<typeof memoryFiles>) => void, RegExp]>([
    ["no JSON", (f) => f.files.set("checkpoint.json", Uint8Array.of(123)), /checkpoint.json: .*no JSON/],
    [
      "of another format",
      (f) => edit(f, (j) => (j["format"] = "x")),
      /expected the format "mebae-checkpoint"/,
    ],
    ["from the future", (f) => edit(f, (j) => (j["version"] = 2)), /version 2, .* up to 1: update Mebae/],
    ["without history", (f) => edit(f, (j) => delete j["history"]), /expected the place in training/],
    ["without its weights", (f) => f.files.delete(current), /checkpoint-1.safetensors: .* isn't there/],
    [
      "of damaged weights",
      (f) => (f.files.get(current)![f.files.get(current)!.length - 1]! ^= 1),
      /changed or damaged/,
    ],
    ["of another seed", (f) => edit(f, (j) => (j["seed"] = 9)), /written with seed 9, this run has 3/],
    [
      "of another order",
      (f) => edit(f, (j) => (j["sampling"] = "balanced")),
      /with sampling balanced, this run has shuffled/,
    ],
    [
      "of another batch size",
      (f) => edit(f, (j) => (j["batchSize"] = 9)),
      /with batchSize 9, this run has 8/,
    ],
  ])("that is %s is refused", async (_, damage, message) => {
    const files = await checkpointed();
    damage(files);
    await expect(resume(files)).rejects.toThrow(message);
  });

  test("stands whole when a kill comes in the next one's middle", async () => {
    const files = await checkpointed();
    const before = new Map(files.files);
    const dying = {
      ...files,
      write: async (name: string, bytes: Uint8Array) => {
        if (name === "checkpoint.json") throw new Error("killed");
        await files.write(name, bytes);
      },
    };
    await expect(resume(files, { epochs: 5, checkpoint: { files: dying } })).rejects.toThrow("killed");
    expect(files.files.get("checkpoint.json")).toEqual(before.get("checkpoint.json"));
    expect(files.files.get(current)).toEqual(before.get(current));
    expect((await resume(files)).result!.steps).toBe(14);
  });
});
