import { readFileSync } from "node:fs";
import { BackendError, createCpuBackend, currentBackend } from "@mebae/tensor";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { cloudsCsv, events, Files, halves, mebae, type Ran } from "../testing/run.js";

const state = vi.hoisted(() => ({ gpu: async (): Promise<unknown> => undefined }));
vi.mock("@mebae/gpu", () => ({ gpu: () => state.gpu() }));

const files = new Files();
afterAll(() => files.remove());
const csv = files.write("clouds.csv", cloudsCsv());

/** The CPU engine in a GPU's place: it can't be read at once, has no float64, and may be lost as a device is. */
function standIn(runsUntilLost = Number.POSITIVE_INFINITY) {
  const engine = createCpuBackend({ threads: 1 });
  const dtypes = new Set([...engine.dtypes].filter((dtype) => dtype !== "float64"));
  let runs = 0;
  const run: typeof engine.run = (...args) => {
    if (++runs > runsUntilLost)
      throw new BackendError("gpu: the device was lost", { lost: "the driver restarted" });
    engine.run(...args);
  };
  const other: Record<string | symbol, unknown> = {
    ...{ adapter: "a card", readSync: undefined, dtypes, run },
  };
  return new Proxy(engine, {
    get: (target, name) => {
      if (name in other) return other[name];
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

beforeEach(() => {
  state.gpu = async () => standIn();
});

const train = (out: string, ...argv: string[]) =>
  mebae(["train", csv, "--target", "kind", "--seed", "3", "--out", files.path(out), ...argv]);
const weights = (out: string) => readFileSync(files.path(`${out}/weights.safetensors`)).toString("hex");
const losses = (ran: Ran) =>
  events(ran).flatMap(({ event, loss }) => (event === "epoch" ? [loss as number] : []));

describe("--device gpu", () => {
  test("computes there, tells where, and leaves the engine as it was", async () => {
    const before = currentBackend();
    const cpu = await train("cpu", "--epochs", "5", "--json");
    const gpu = await train("gpu", "--epochs", "5", "--json", "--device", "gpu");
    expect(gpu).toMatchObject({ code: 0, stderr: expect.stringContaining("Computing on a card.\n") });
    expect(losses(gpu)).toHaveLength(5);
    losses(gpu).forEach((loss, i) => {
      expect(loss).toBeCloseTo(losses(cpu)[i]!, 5);
    });
    expect(currentBackend()).toBe(before);
    const argv = ["predict", files.path("gpu"), csv];
    expect((await mebae([...argv, "--device", "gpu"])).stdout).toBe((await mebae(argv)).stdout);
  });

  test.each<[string, string[]]>([
    ["a table's recipe", [csv, "--target", "kind"]],
    ["the images' recipe, with fixed features", []],
  ])("%s reads nothing at once, and asks for no float64", async (name, data) => {
    const { images, labels } = halves(12, 16);
    const argv =
      data.length > 0
        ? data
        : [files.write("16.gz", images), "--labels", files.write("16-labels.gz", labels)];
    const out = files.path(name);
    const ran = await mebae(["train", ...argv, "--budget", "0.3s", "--device", "gpu", "--out", out]);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Averaged: /m) });
    if (data.length === 0) expect(ran.stdout).toContain("random patches");
    const judged = await mebae(["evaluate", out, ...argv.slice(0, 3), "--device", "gpu"]);
    expect(judged).toMatchObject({ code: 0 });
  });

  test.each(["compare", "learning-curve"])(
    "%s: its network, beside methods that stay where they are",
    async (command) => {
      const own =
        command === "compare"
          ? ["--folds", "2", "--methods", "naive-bayes"]
          : ["--sizes", "8,12,16,20", "--repeats", "1"];
      const argv = [csv, "--target", "kind", "--budget", "0.1s", ...own, "--device", "gpu"];
      const ran = await mebae([command, ...argv, "--out", files.path(command)]);
      expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining("Computing on a card.") });
    },
  );

  test.each([
    [{ missing: "webgpu" }, /^mebae: --device gpu: WebGPU in Node is the package webgpu.*npm install webgpu/],
    [{ missing: "adapter" }, /^mebae: --device gpu: WebGPU finds no adapter: install the driver.*Vulkan/],
    [{}, /^mebae: --device gpu: the adapter is busy; leave --device out to compute on the CPU\n$/],
  ])("without one, %j: a sentence, and no folder", async (details, sentence) => {
    state.gpu = async () => {
      throw new BackendError("gpu: the adapter is busy", details);
    };
    const ran = await train("refused", "--epochs", "1", "--device", "gpu");
    expect(ran).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(sentence) });
    expect(() => readFileSync(files.path("refused"))).toThrow("ENOENT");
  });

  test.each(["tpu", ""])("refuses the device %j", async (device) => {
    const ran = await train("refused", "--device", device);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining("Allowed choices are cpu, gpu.") });
  });
});

describe("a lost device", () => {
  const epochs = ["--epochs", "40"];

  test("--resume goes on from the last checkpoint: there to the same weights, and on the CPU", async () => {
    await train("whole", ...epochs, "--device", "gpu");
    for (const device of ["gpu", "cpu"]) {
      state.gpu = async () => standIn(70);
      const lost = await train(device, ...epochs, "--device", "gpu");
      expect(lost).toMatchObject({
        code: 1,
        stderr: expect.stringContaining(
          "mebae: the GPU's device was lost (the driver restarted); go on from the last checkpoint with the same command and --resume, on the GPU or with --device cpu\n",
        ),
      });
      const { epoch } = JSON.parse(
        readFileSync(files.path(`${device}/checkpoint/model/checkpoint.json`), "utf8"),
      );
      expect(epoch).toBeGreaterThan(0);
      state.gpu = async () => standIn();
      const resumed = await train(device, ...epochs, "--device", device, "--resume", "--json");
      expect(resumed).toMatchObject({ code: 0 });
      expect(losses(resumed)).toHaveLength(40 - epoch);
    }
    expect(weights("gpu")).toBe(weights("whole"));
  });

  test("what can't be resumed is to be run again", async () => {
    await train("kept", "--epochs", "1");
    state.gpu = async () => standIn(0);
    const ran = await mebae(["predict", files.path("kept"), csv, "--device", "gpu"]);
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /lost \(the driver restarted\); run the command again, or with --device cpu\n$/,
      ),
    });
  });
});
