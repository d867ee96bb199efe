import { existsSync } from "node:fs";
import { afterAll, afterEach, expect, vi } from "vitest";
import { cloudsCsv, events, Files, mebae, type Ran } from "../../apps/cli/src/testing/run.js";
import { dawnTelling } from "./dawn.js";
import { device, gpuTest } from "./device.js";

const files = new Files();
afterAll(() => {
  files.remove();
  device?.dispose();
});
afterEach(() => vi.unstubAllGlobals());

const losses = (ran: Ran) =>
  events(ran).flatMap(({ event, epoch, loss }) =>
    event === "epoch" ? [[epoch, loss] as [number, number]] : [],
  );

/** Loses the device once the file is there. */
function loseOnce(file: string, device: GPUDevice): void {
  const timer = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(timer);
    device.destroy();
  }, 2);
}

gpuTest(
  "mebae train --device gpu learns as on the CPU, and goes on with --resume where the device was lost",
  { timeout: 240_000 },
  async () => {
    const csv = files.write("clouds.csv", cloudsCsv());
    const argv = ["train", csv, "--target", "kind", "--epochs", "12", "--seed", "3", "--json"];
    const whole = await mebae([...argv, "--out", files.path("cpu")]);
    const out = files.path("gpu");
    const checkpoint = `${out}/checkpoint/model/checkpoint.json`;
    vi.stubGlobal("navigator", { gpu: dawnTelling((made) => loseOnce(checkpoint, made)) });
    const lost = await mebae([...argv, "--device", "gpu", "--out", out]);
    expect(lost).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/the GPU's device was lost \(.*\); go on .* --resume/),
    });
    vi.unstubAllGlobals();
    const resumed = await mebae([...argv, "--device", "gpu", "--out", out, "--resume"]);
    expect(resumed).toMatchObject({ code: 0 });
    const after = losses(resumed);
    expect(after.length).toBeLessThan(12);
    for (const [epoch, loss] of [...losses(lost), ...after])
      expect(Math.abs(loss - losses(whole)[epoch - 1]![1])).toBeLessThan(1e-3);
    expect(after.at(-1)![0]).toBe(12);
    const predicted = await mebae(["predict", out, csv, "--device", "gpu"]);
    const onCpu = await mebae(["predict", out, csv]);
    expect(predicted.stdout.split("\n")).toHaveLength(62);
    const numbers = ({ stdout }: Ran) => stdout.match(/0\.\d+/g)!.map(Number);
    numbers(predicted).forEach((probability, i) => {
      expect(Math.abs(probability - numbers(onCpu)[i]!)).toBeLessThan(1e-5);
    });
  },
);
