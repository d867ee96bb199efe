import { type Augmentation, affine, batches, Dataset, ImagePreparation, Loader } from "@mebae/data";
import { add, Key, mul, oneHot, type Tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { run } from "../testing/tinyRun.js";
import { augmenter } from "./augmenter.js";
import type { FitOptions } from "./options.js";

const size = 8;
const count = 12;
const train = new Dataset({
  name: "squares",
  features: {
    data: Uint8Array.from({ length: count * size * size }, (_, i) => (i * 37) % 256),
    shape: [1, size, size],
  },
  target: {
    kind: "classes",
    labels: Int32Array.from({ length: count }, (_, i) => i % 3),
    classes: ["a", "b", "c"],
  },
});
const prepare = new ImagePreparation({ shape: [1, size, size], mean: [0.4], standardDeviation: [0.3] });

/** What the network sees of each example in an epoch, by the example's place. */
async function seen(options: Partial<FitOptions>, batchSize: number, epoch = 0) {
  const { prepare: before, change } = augmenter({ train, ...options } as FitOptions);
  const inputs: number[][] = [];
  const targets: number[][] = [];
  let step = 0;
  for await (const batch of batches(train, { batchSize, shuffle: true, seed: batchSize, prepare: before })) {
    const { x, t } = change(batch, new Key(1), { epoch, step: step++ });
    batch.indices.forEach((index, row) => {
      for (const [all, values] of [
        [inputs, x],
        [targets, t],
      ] as const) {
        const width = values.size / batch.indices.length;
        all[index] = [...values.dataSync().slice(row * width, (row + 1) * width)];
      }
    });
  }
  return { inputs, targets };
}

describe("an augmentation", () => {
  const augment = affine({ rotate: 20, shift: 0.1 });

  test("changes an example alike whatever the batches are, and otherwise in each epoch", async () => {
    const { inputs } = await seen({ augment, prepare }, 5);
    expect((await seen({ augment, prepare }, 12)).inputs).toEqual(inputs);
    expect((await seen({ augment, prepare }, 5, 1)).inputs).not.toEqual(inputs);
  });

  test("sees pixels from 0 to 1, which are standardized afterwards: what is black outside is black inside", async () => {
    const ranges: number[][] = [];
    const look: Augmentation = {
      name: "look",
      apply: (batch) => {
        const values = [...batch.x.dataSync()];
        ranges.push([Math.min(...values), Math.max(...values)]);
        return batch;
      },
    };
    const { inputs } = await seen({ augment: look, prepare }, count);
    expect(ranges).toEqual([[0, 1]]);
    const plain = (await seen({ prepare }, count)).inputs;
    inputs.flat().forEach((value, i) => expect(value).toBeCloseTo(plain.flat()[i]!, 5));
    const moved = (await seen({ augment: affine({ shift: 3 }), prepare }, count)).inputs.flat();
    expect(Math.min(...moved)).toBeCloseTo(-0.4 / 0.3, 5);
  });

  test("an example that balanced sampling repeats is changed anew each time", async () => {
    const rare = new Dataset({
      ...train,
      name: "rare",
      target: {
        ...train.target!,
        labels: Int32Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0)),
      } as never,
    });
    const { prepare: before, change } = augmenter({ train: rare, augment, prepare } as unknown as FitOptions);
    const loader = new Loader(rare, {
      batchSize: 5,
      sampling: "balanced",
      ...(before && { prepare: before }),
    });
    const versions: string[] = [];
    for await (const batch of loader.epoch(0)) {
      const x = change(batch, new Key(1), { epoch: 0, step: 0 }).x.dataSync();
      batch.indices.forEach((index, row) => {
        if (index === 0) versions.push(x.slice(row * size * size, (row + 1) * size * size).join());
      });
    }
    expect(versions.length).toBe(6);
    expect(new Set(versions).size).toBe(6);
  });

  test("may change targets, and is told how many classes there are", async () => {
    const soften: Augmentation = {
      name: "soften",
      apply: ({ x, t, classes }) => ({ x, t: add(mul(oneHot(t!, classes!), 0.7), 0.1) }),
    };
    const { targets } = await seen({ augment: soften, prepare }, 5);
    targets[1]!.forEach((value, i) => expect(value).toBeCloseTo([0.1, 0.8, 0.1][i]!, 6));
  });

  test("without a preparation sees what the loader gives", async () => {
    const { inputs } = await seen({ augment: affine() }, 5);
    expect(inputs).toEqual((await seen({}, 5)).inputs);
  });
});

test("a function sees prepared inputs and draws from a key of each step", async () => {
  const words: string[] = [];
  const augment = (x: Tensor, key: Key) => {
    words.push(key.words.join());
    return mul(x, 2);
  };
  const { inputs } = await seen({ augment, prepare }, 5);
  const plain = (await seen({ prepare }, 5)).inputs;
  expect(inputs).toEqual(plain.map((row) => row.map((value) => 2 * value)));
  expect(new Set(words).size).toBe(3);
});

test("a run with an augmentation learns from what it gives", async () => {
  const double: Augmentation = { name: "double", apply: (batch) => ({ ...batch, x: mul(batch.x, 2) }) };
  const { state } = await run({ augment: double });
  expect(state).toEqual((await run({ augment: (x) => mul(x, 2) })).state);
  expect(state).not.toEqual((await run()).state);
});
