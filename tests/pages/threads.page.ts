import { add, type CpuBackend, createCpuBackend, matmul, scope, tensor } from "@mebae/tensor";

declare function report(value: unknown): void;

export interface ThreadsReport {
  readonly isolated: boolean;
  /** What the engine said after it had time to start its threads. */
  readonly threads: { readonly most: number; readonly joined: number };
  /** Whether results then had the bits that one thread gives. */
  readonly same: boolean;
}

const settings = new URLSearchParams(location.search);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const values = Float32Array.from({ length: 97 * 97 }, (_, i) => Math.sin(i));

function compute(backend: CpuBackend): Promise<ArrayLike<number>> {
  const x = tensor(values, { shape: [97, 97], backend });
  return scope(() => matmul(add(x, 1), x)).data();
}

const workers: Worker[] = [];
function startWorker(): Worker {
  const worker = new Worker("/worker.js");
  workers.push(worker);
  return worker;
}

const backend = createCpuBackend({
  threads: 2,
  grain: 1,
  ...(settings.has("ownWorker") && { startWorker }),
});
const expected = await compute(createCpuBackend({ threads: 1 }));
// A page that never returns to its event loop starts no worker.
for (let turn = 0; turn < 100 && backend.threads.joined < 2; turn++) {
  await compute(backend);
  await pause(20);
}
const { threads } = backend;
if (settings.has("kill")) for (const worker of workers) worker.terminate();
const found = await compute(backend);
const same = expected.length === found.length && Array.from(expected).every((x, i) => x === found[i]);
backend.dispose();
await pause(Number(settings.get("after") ?? 0));
report({ isolated: crossOriginIsolated, threads, same } satisfies ThreadsReport);
