import { expect, test } from "vitest";
import type { Graph } from "../../backend.js";
import { traceGraph } from "../../compile/traceGraph.js";
import { useBackend } from "../../current.js";
import type { DType, TypedArray } from "../../dtype.js";
import * as t from "../../index.js";
import { Generator } from "../../random/generator.js";
import { createCpuBackend } from "../backend.js";
import { drawInputs, runGraph, runNodes } from "./testing/programs.js";

const backend = createCpuBackend({ threads: 1 });
useBackend(backend);

type Tensor = t.Tensor;

/** Draws ops over tensors whose shapes broadcast, transpose, reshape and reduce into one another. */
class Composer {
  readonly pool: Tensor[];

  constructor(
    readonly random: Generator,
    inputs: readonly Tensor[],
  ) {
    this.pool = [...inputs];
  }

  one<T>(list: readonly T[]): T {
    return list[Math.floor(this.random.uniform() * list.length)]!;
  }

  /** One of the last tensors rather than of the first, so that chains grow. */
  pick(): Tensor {
    const recent = this.random.uniform() < 0.6 ? this.pool.slice(-4) : this.pool;
    return this.one(recent);
  }

  /** A tensor that broadcasts with another one. */
  beside(x: Tensor): Tensor {
    const fits = this.pool.filter(
      ({ shape, dtype }) =>
        dtype === x.dtype &&
        shape.every((n, i) => {
          const m = x.shape[x.rank - shape.length + i];
          return m === undefined || n === 1 || m === 1 || n === m;
        }),
    );
    return this.one(fits);
  }

  elementwise(): Tensor {
    const x = this.pick();
    if (x.dtype === "bool") return t.where(x, t.cast(this.beside(x), "float32"), -0.5);
    const y = this.beside(x);
    const binary = [t.add, t.sub, t.mul, t.maximum, t.minimum, t.less, t.equal];
    const unary = [t.neg, t.abs, (z: Tensor) => t.mul(z, 0.5), (z: Tensor) => t.maximum(z, 0), t.square];
    const float = [t.tanh, t.sigmoid, (z: Tensor) => t.sqrt(t.abs(z)), (z: Tensor) => t.div(z, 3)];
    const choices = [
      () => this.one(binary)(x, y),
      () => this.one(binary)(x, y),
      () => this.one(unary)(x),
      () => (x.dtype[0] === "f" ? this.one(float)(x) : t.cast(x, "float32")),
      () => t.cast(x, this.one<DType>(["float32", "int32", "uint8", "bool", "float64"])),
    ];
    return this.one(choices)();
  }

  view(): Tensor {
    const x = this.pick();
    const axis = Math.floor(this.random.uniform() * Math.max(1, x.rank));
    const choices = [
      () => t.transpose(x),
      () => t.reshape(x, [x.size]),
      () => t.expandDims(x, axis),
      () => (x.rank ? t.flip(x, axis) : x),
      () => (x.rank ? t.slice(x, [{ start: 0, step: 2 }]) : x),
      () => t.broadcastTo(x, [2, ...x.shape]),
      () => (x.rank > 1 ? t.reshape(x, [x.shape[0]! * x.shape[1]!, ...x.shape.slice(2)]) : x),
    ];
    return this.one(choices)();
  }

  reduction(): Tensor {
    const x = this.pick();
    const axes = x.shape.map((_, axis) => axis).filter(() => this.random.uniform() < 0.5);
    const keepDims = this.random.uniform() < 0.6;
    if (x.dtype === "bool") return t.any(x, { axes, keepDims });
    const full = axes.every((axis) => x.shape[axis]! > 0);
    const choices = full ? [t.sum, t.max, t.min, t.mean] : [t.sum];
    return this.one(choices)(x, { axes, keepDims });
  }

  matmul(): Tensor {
    const floats = this.pool.filter(({ dtype, rank }) => dtype === "float32" && rank === 2);
    const x = floats.length ? this.one(floats) : undefined;
    if (!x) return this.elementwise();
    const product = t.matmul(x, t.transpose(x));
    if (this.random.uniform() < 0.5) return t.mul(product, 0.1);
    const sum = t.add(product, this.beside(product) ?? 1);
    return this.random.uniform() < 0.5 ? t.relu(sum) : t.sub(sum, 1);
  }

  step(): void {
    const u = this.random.uniform();
    const made =
      u < 0.55 ? this.elementwise() : u < 0.75 ? this.view() : u < 0.95 ? this.reduction() : this.matmul();
    if (made.size <= 20000) this.pool.push(made);
  }
}

function compose(seed: number, shape: readonly number[], steps: number): Graph {
  const random = new Generator(seed);
  const last = shape.at(-1) ?? 1;
  const inputs = [
    t.full(shape, 1),
    t.full([last], 1),
    t.full([...shape.slice(0, -1), 1].slice(-Math.max(1, shape.length)), 1),
    t.full(shape, 1, { dtype: "int32" }),
    t.full(shape, 1, { dtype: "uint8" }),
    t.full(shape, true),
  ].map((x) => t.copy(x));
  return traceGraph(
    ((...args: Tensor[]) => {
      const composer = new Composer(random, args);
      for (let i = 0; i < steps; i++) composer.step();
      return composer.pool
        .slice(args.length)
        .filter((_, i, all) => i >= all.length - 3 || random.uniform() < 0.2);
    }) as never,
    ...inputs,
  );
}

/** Equal bits but where sums are taken in another order, of float32 numbers or of what is made of them. */
function expectClose(found: TypedArray, wanted: TypedArray, at: string): void {
  let scale = 1;
  for (const value of wanted) if (Number.isFinite(value)) scale = Math.max(scale, Math.abs(value));
  found.forEach((value, i) => {
    if (Object.is(value, wanted[i]) || value === wanted[i]) return;
    if (!(Math.abs(value - wanted[i]!) <= 2e-5 * scale)) expect(value, `${at}, element ${i}`).toBe(wanted[i]);
  });
}

/** A backend whose second thread takes part in everything. */
async function twoThreads() {
  const two = createCpuBackend({ threads: 2, grain: 16 });
  const graph = compose(1, [16, 130], 10);
  while (two.threads.joined < 2) {
    runGraph(two, graph, drawInputs(graph, new Generator(1)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return two;
}

const shapes = [[3, 4], [37], [], [5, 7, 3], [2, 3, 4, 5], [33, 40], [0, 3], [4, 1, 6], [16, 130]];

for (const shape of shapes) {
  test(`random programs on [${shape}] give fused what they give node by node`, () => {
    for (let seed = 0; seed < 30; seed++) {
      const graph = compose(seed, shape, 4 + (seed % 20));
      if (graph.outputs.length === 0) continue;
      const values = drawInputs(graph, new Generator(seed + 100));
      const wanted = runNodes(backend, graph, values);
      runGraph(backend, graph, values, 2).forEach((found, i) => {
        expectClose(found, wanted[i]!, `seed ${seed}, output ${i}`);
      });
    }
  });
}

test("the bits of a fused program don't depend on the threads", async () => {
  const two = await twoThreads();
  for (const shape of [[16, 130], [5, 7, 3], [70001], [300, 300]]) {
    for (let seed = 50; seed < 65; seed++) {
      const graph = compose(seed, shape, 4 + (seed % 20));
      const values = drawInputs(graph, new Generator(seed));
      expect(runGraph(two, graph, values, 2), `[${shape}], seed ${seed}`).toEqual(
        runGraph(backend, graph, values),
      );
    }
  }
  two.dispose();
});

test("a sum over everything in parts, with what is fused around it", () => {
  const fn = (x: Tensor, y: Tensor) => {
    const product = t.mul(x, y);
    return [product, t.add(t.mean(product), 1), t.sum(t.square(t.sub(x, y))), t.max(x)];
  };
  for (const n of [65536, 65537, 98304, 200003]) {
    const graph = traceGraph(fn as never, t.copy(t.full([n], 1)), t.copy(t.full([n], 1)));
    const values = drawInputs(graph, new Generator(n));
    const [x, y] = values as [TypedArray, TypedArray];
    const [product, mean, distance, largest] = runGraph(backend, graph, values, 2);
    let [sum, squares] = [0, 0];
    x.forEach((value, i) => {
      if (product![i] !== Math.fround(value * y[i]!)) expect(product![i], `element ${i}`).toBe(value * y[i]!);
      sum += value * y[i]!;
      squares += (value - y[i]!) ** 2;
    });
    expect(mean![0]).toBeCloseTo(sum / n + 1, 5);
    expect(distance![0]! / squares).toBeCloseTo(1, 6);
    expect(largest![0]).toBe([...x].reduce((a, b) => Math.max(a, b)));
  }
});
