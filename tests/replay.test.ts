import {
  Affine,
  BatchNorm,
  Conv2d,
  Dropout,
  Flatten,
  GELU,
  Layer,
  LayerNorm,
  MaxPool2d,
  MultiHeadAttention,
  ReLU,
  Residual,
  Sequential,
} from "@mebae/layers";
import { softmaxCrossEntropy } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import {
  type CpuBackend,
  compile,
  createCpuBackend,
  currentBackend,
  Key,
  type Shape,
  type Tensor,
  tensor,
  uniform,
  useBackend,
  valueAndGrad,
} from "@mebae/tensor";
import { afterEach, describe, expect, test, vi } from "vitest";

/** What was asked of any heap. */
const taken = vi.hoisted((): unknown[][] => []);

vi.mock("../packages/tensor/src/cpu/allocator.js", async (original) => {
  const module = await original<typeof import("../packages/tensor/src/cpu/allocator.js")>();
  class Watched extends module.Allocator {
    override allocate(...wanted: Parameters<InstanceType<typeof module.Allocator>["allocate"]>): number {
      taken.push(wanted);
      return super.allocate(...wanted);
    }
  }
  return { ...module, Allocator: Watched };
});

const home = currentBackend();
afterEach(() => useBackend(home));

/** Attention as one of several layers. */
class Attend extends Layer {
  readonly attention = new MultiHeadAttention(64, 4);

  protected override compute(x: Tensor): Tensor {
    return this.attention.forward(x);
  }
}

/** Kernels of every kind that needs scratch memory: products, tiles, direct convolutions, columns, long sums. */
const networks: Record<string, { readonly input: Shape; readonly layers: () => Layer[] }> = {
  mlp: {
    input: [128, 784],
    layers: () => [
      new Affine(784, 256),
      new BatchNorm(256),
      new ReLU(),
      new Dropout(0.5),
      new Affine(256, 10),
    ],
  },
  cnn: {
    input: [32, 1, 28, 28],
    layers: () => [
      ...[new Conv2d(1, 16, 3, { padding: "same" }), new BatchNorm(16), new ReLU(), new MaxPool2d(2)],
      ...[new Conv2d(16, 24, 3, { padding: "same" }), new ReLU(), new Conv2d(24, 8, 5), new ReLU()],
      ...[new Conv2d(8, 8, 1, { stride: 2 }), new Flatten(), new Affine(200, 10)],
    ],
  },
  transformer: {
    input: [4, 32, 64],
    layers: () => [
      new Residual(new Sequential([new LayerNorm(64), new Attend()])),
      new Residual(new Sequential([new LayerNorm(64), new Affine(64, 256), new GELU(), new Affine(256, 64)])),
      ...[new Flatten(), new Affine(32 * 64, 10)],
    ],
  },
};

/** A compiled training step on a heap of its own. */
function trainingStep(name: string, maximumBytes = 2 ** 30) {
  const cpu = createCpuBackend({ threads: 1, maximumBytes });
  useBackend(cpu);
  const { input, layers } = networks[name]!;
  const model = new Sequential(layers(), { seed: 1 });
  const optimizer = adam(model.parameters(), { learningRate: 1e-3 });
  const x = uniform(new Key(2), input);
  const labels = Int32Array.from({ length: input[0]! }, (_, i) => i % 10);
  const t = tensor(labels, { dtype: "int32" });
  const step = compile((key: Key): Tensor => {
    const { value, gradients } = valueAndGrad(
      () => softmaxCrossEntropy(model.forward(x, { training: true, key }), t),
      model.parameters(),
    );
    optimizer.step(gradients);
    return value;
  });
  const run = (number: number): number => {
    using loss = step(new Key(number));
    return loss.itemSync();
  };
  /** The bytes of every weight and running statistic. */
  const weights = () =>
    Buffer.concat(model.variables().map(({ value }) => new Uint8Array(value.dataSync().buffer)));
  return { cpu, run, weights };
}

describe.each(Object.keys(networks))("a compiled training step of %s", (name) => {
  test("takes no memory when it runs again but its result's", () => {
    const { cpu, run } = trainingStep(name);
    run(0);
    const { heapBytes } = cpu.report();
    taken.length = 0;
    for (let i = 1; i <= 3; i++) run(i);
    expect(taken).toEqual(Array(3).fill([4, expect.objectContaining({ shape: [] })]));
    expect(cpu.report().heapBytes).toBe(heapBytes);
  });

  test("leaves every Variable as it was where the heap is too small, however little is missing", () => {
    const roomy = trainingStep(name);
    const losses = [roomy.run(0), roomy.run(1)];
    const tight = trainingStep(name, roomy.cpu.report().heapBytes + 2 ** 20);
    const before = tight.weights();
    const blocks = filled(tight.cpu);
    const found: number[] = [];
    let failures = 0;
    while (found.length === 0) {
      try {
        found.push(tight.run(0));
      } catch (error) {
        expect(error).toMatchObject({ code: "memory" });
        expect(tight.weights().equals(before), `after ${failures} failures`).toBe(true);
        failures++;
        tight.cpu.free(blocks.pop());
      }
    }
    expect(failures).toBeGreaterThan(5);
    // The moments too are as they were: the next step is what it would have been.
    expect([...found, tight.run(1)]).toEqual(losses);
  });
});

/** Fills a heap with blocks of one size. */
function filled(cpu: CpuBackend): unknown[] {
  const blocks: unknown[] = [];
  for (;;) {
    try {
      blocks.push(cpu.allocate(2 ** 16));
    } catch {
      return blocks;
    }
  }
}
