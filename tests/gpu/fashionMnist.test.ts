import { readFileSync } from "node:fs";
import { readIdx } from "@mebae/data";
import { afterAll, expect } from "vitest";
import { sharedFolder } from "../../tools/machine.mjs";
import { device, gpuTest } from "./device.js";
import { compareTraining, picturesNeeded } from "./smallCnn.js";

const shared = sharedFolder();
if (!shared) console.log("Training on Fashion-MNIST isn't tested: no real data sets in shared/ or ../shared");

afterAll(() => device?.dispose());

async function values(name: string): Promise<Uint8Array> {
  const file = `${shared}/data/fashion-mnist/${name}`;
  return (await readIdx(readFileSync(file), { file })).data as Uint8Array;
}

(shared ? gpuTest : gpuTest.skip)(
  "the small CNN learns Fashion-MNIST as on the CPU: losses within 1e-3, gradients within 1e-4",
  { timeout: 600_000 },
  async () => {
    const images = await values("t10k-images-idx3-ubyte.gz");
    const labels = await values("t10k-labels-idx1-ubyte.gz");
    expect(labels.length).toBeGreaterThanOrEqual(picturesNeeded);
    const { losses, gradients } = await compareTraining(device!, { images, labels });
    expect(losses.length).toBe(20);
    // Batches of four are told apart by their means only.
    const mean = (part: typeof losses) => part.reduce((sum, [loss]) => sum + loss, 0) / part.length;
    expect(mean(losses.slice(-5))).toBeLessThan(0.8 * mean(losses.slice(0, 5)));
    for (const [expected, found] of losses) expect(Math.abs(found - expected)).toBeLessThan(1e-3);
    expect(gradients.size).toBe(12);
    for (const [name, error] of gradients) expect(error, name).toBeLessThan(1e-4);
  },
);
