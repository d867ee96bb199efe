import { type GpuBackend, gpu } from "@mebae/gpu";
import { argMax, compile, Key, matmul, normal, softmax, sum, type Tensor, useBackend } from "@mebae/tensor";
import { awake } from "./awake.ts";
import type { SubgroupRow } from "./results.ts";

/** What ends in trees over invocations. */
interface TreeCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly run: (...inputs: Tensor[]) => Tensor;
}

const along = { axes: 1 };
const rows = (name: string, m: number, n: number, run: (x: Tensor) => Tensor): TreeCase => ({
  name: `${name} [${m}, ${n}]`,
  shapes: [[m, n]],
  run: (x) => run(x!),
});
const product = (m: number, n: number, k: number): TreeCase => ({
  name: `matmul ${m}×${k}×${n} nt`,
  shapes: [
    [m, k],
    [n, k],
  ],
  run: (a, b) => matmul(a!, b!, { transposeB: true }),
});

/** Rows of few elements and of many, in parts too, and products of few rows, at the sizes of a card or of a software adapter. */
function casesOf(isSoftware: boolean): TreeCase[] {
  const of = (n: number) => (isSoftware ? Math.ceil(n / 64) : n);
  return [
    rows("sum", of(1 << 19), 64, (x) => sum(x, along)),
    rows("sum", of(1 << 15), 1024, (x) => sum(x, along)),
    rows("sum", 64, of(1 << 19), (x) => sum(x, along)),
    rows("softmax", of(1 << 19), 64, (x) => softmax(x)),
    rows("softmax", of(1 << 15), 1000, (x) => softmax(x)),
    rows("softmax", 128, of(32000), (x) => softmax(x)),
    rows("argMax", of(1 << 15), 1024, (x) => argMax(x, { axis: 1 })),
    product(1, of(4096), 4096),
    product(4, of(4096), 4096),
    product(1, 1, of(1 << 24)),
  ];
}

/** A compiled case on a backend; what it gives is the kernels' milliseconds, the shortest of some runs. */
async function prepare(backend: GpuBackend, { shapes, run }: TreeCase) {
  useBackend(backend);
  const inputs = shapes.map((shape, i) => normal(new Key(i + 1), shape, { backend }));
  const step = compile(run);
  const first = step(...inputs);
  const bytes = new Uint8Array((await first.data()).slice().buffer);
  first.dispose();
  const busy = async () => {
    for (let i = 0; i < 64; i++) step(...inputs).dispose();
    await backend.synchronize();
  };
  const shortest = async () => {
    let least = Number.POSITIVE_INFINITY;
    // A profile waits after each step, in which the card would fall asleep.
    await awake(busy, 100);
    for (let i = 0; i < 10; i++) {
      const { rows } = await backend.profile(() => step(...inputs).dispose());
      least = Math.min(
        least,
        rows.reduce((total, { milliseconds }) => total + milliseconds, 0),
      );
    }
    return least;
  };
  const end = () => {
    for (const each of [step, ...inputs]) each.dispose();
  };
  return { bytes, shortest, end };
}

/** Checks that subgroups change no bit, and times both where that is asked for: by turns, on one device each. */
export async function subgroupRows(isSoftware: boolean, dawn: readonly string[]): Promise<SubgroupRow[]> {
  const options = { powerPreference: "high-performance", dawn } as const;
  using device = await gpu(options);
  if (!device.features.has("subgroups")) throw new Error(`${device.adapter} has no subgroups`);
  using without = await gpu({ ...options, features: [...device.features].filter((f) => f !== "subgroups") });
  const found: SubgroupRow[] = [];
  for (const each of casesOf(isSoftware)) {
    const [a, b] = [await prepare(device, each), await prepare(without, each)];
    if (Buffer.compare(a.bytes, b.bytes) !== 0) throw new Error(`${each.name}: subgroups change its bits`);
    if (!isSoftware) {
      const times = { subgroups: Number.POSITIVE_INFINITY, memory: Number.POSITIVE_INFINITY };
      for (let round = 0; round < 3; round++) {
        times.subgroups = Math.min(times.subgroups, await a.shortest());
        times.memory = Math.min(times.memory, await b.shortest());
      }
      found.push({ name: each.name, ...times });
    }
    a.end();
    b.end();
  }
  return found;
}
