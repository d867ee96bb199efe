import { tensor, zeros } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { ceilingModule } from "./ceilingModule.js";
import { leastMilliseconds, measureCeilings } from "./ceilings.js";
import { networks } from "./networks.js";
import { trainingStep } from "./trainingStep.js";

describe("a training step", () => {
  test.each([true, false])("learns its batch, compiled: %s", (compiled) => {
    using x = tensor([0, 0, 0, 1, 1, 0, 1, 1], { shape: [4, 2] });
    using t = tensor([0, 1, 1, 0], { dtype: "int32" });
    using step = trainingStep(networks.xor, x, t, { compiled });
    const losses = Array.from({ length: 200 }, () => step.run());
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
  });

  test("takes another rate, and no dropout where that is asked for", () => {
    using x = zeros([4, 2]);
    using t = tensor([0, 1, 1, 0], { dtype: "int32" });
    using still = trainingStep(networks.xor, x, t, { learningRate: 0 });
    const [first, second] = [still.run(), still.run()];
    expect(second).toBe(first);
  });
});

describe("the ceilings", () => {
  test("come from loops that compute what they claim", () => {
    const { madd, triad } = ceilingModule(10, 65536);
    // Ten accumulators, each at n/2 after n turns.
    expect(madd(7)).toBe(10 * 3.5);
    expect(() => triad(0, 16384, 32768, 16384)).not.toThrow();
  });

  test("are positive and finite, and the cache is no slower than nothing", () => {
    const { gflops, bandwidth } = measureCeilings();
    expect(gflops).toBeGreaterThan(0);
    expect(bandwidth.map(({ place }) => place)).toEqual(["L2", "L3", "memory"]);
    for (const { gigabytes } of bandwidth) expect(Number.isFinite(gigabytes)).toBe(true);
  });

  test("bound work by arithmetic and by the place that it fits into", () => {
    const ceilings = {
      gflops: 50,
      bandwidth: [
        { place: "L2", bytes: 100, gigabytes: 100 },
        { place: "memory", bytes: 1e8, gigabytes: 10 },
      ],
    };
    expect(leastMilliseconds(ceilings, { flops: 1e8, bytes: 100 })).toEqual({ arithmetic: 2, memory: 1e-6 });
    expect(leastMilliseconds(ceilings, { flops: 1e8, bytes: 1e7 }, 2)).toEqual({ arithmetic: 1, memory: 1 });
  });
});
