// Time and GFLOP/s of matmul beside PyTorch's (OpenBLAS or MKL, whatever it was built with), in turns.
// Run after `pnpm build`, with a Python that has torch (PYTHON names it):
//   node benchmarks/matmul.mjs [--threads N] [--blas] [a part of a case's name]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { useBlas } from "@mebae/blas";
import { createCpuBackend, Key, matmul, normal, scope, useBackend } from "@mebae/tensor";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: "string", default: "1" }, blas: { type: "boolean", default: false } },
});
const threads = Number(values.threads);
const backend = createCpuBackend({ threads });
useBackend(backend);
if (values.blas) console.log(useBlas().configuration);

const square = (n, transposeA = false, transposeB = false) => ({
  a: [n, n],
  b: [n, n],
  transposeA,
  transposeB,
});
const cases = {
  ...Object.fromEntries([64, 128, 256, 512, 1024].map((n) => [`${n}`, square(n)])),
  ...Object.fromEntries([64, 256, 1024].map((n) => [`${n} nt`, square(n, false, true)])),
  ...Object.fromEntries([64, 256, 1024].map((n) => [`${n} tn`, square(n, true)])),
  ...Object.fromEntries([64, 256, 1024].map((n) => [`${n} tt`, square(n, true, true)])),
  "batch of 8, 256": { a: [8, 256, 256], b: [8, 256, 256] },
  "attention, 64 of 64x32x64 nt": { a: [64, 64, 32], b: [64, 64, 32], transposeB: true },
  "attention, 64 of 64x64x32": { a: [64, 64, 64], b: [64, 64, 32] },
  "128x784x256": { a: [128, 784], b: [784, 256] },
  "784x128x256 tn": { a: [128, 784], b: [128, 256], transposeA: true },
  "128x256x10": { a: [128, 256], b: [256, 10] },
  "128x10x256 nt": { a: [128, 10], b: [256, 10], transposeB: true },
  "256x128x10 tn": { a: [128, 256], b: [128, 10], transposeA: true },
  "1x1024x1024": { a: [1, 1024], b: [1024, 1024] },
  "1x1024x1024 nt": { a: [1, 1024], b: [1024, 1024], transposeB: true },
  "1024x1024x1": { a: [1024, 1024], b: [1024, 1] },
  "4x2x8": { a: [4, 2], b: [2, 8] },
};

const peer = `
import json, sys, time, torch
torch.set_num_threads(${threads})
for line in sys.stdin:
    case = json.loads(line)
    a, b = torch.randn(case["a"]), torch.randn(case["b"])
    if case.get("transposeA"): a = a.mT if hasattr(a, "mT") else a.transpose(-1, -2)
    if case.get("transposeB"): b = b.mT if hasattr(b, "mT") else b.transpose(-1, -2)
    best = 1e9
    for i in range(case["runs"] + 2):
        start = time.perf_counter()
        for _ in range(case["times"]): torch.matmul(a, b)
        best = min(best, (time.perf_counter() - start) / case["times"])
    print(best * 1e3, flush=True)
`;
const python = spawn(process.env.PYTHON ?? "/usr/bin/python3", ["-c", peer], {
  stdio: ["pipe", "pipe", "inherit"],
  // Some builds of torch leave OpenBLAS its own number of threads.
  env: { ...process.env, OPENBLAS_NUM_THREADS: `${threads}` },
});
const gone = once(python, "exit").then(() => undefined);
const answers = createInterface(python.stdout)[Symbol.asyncIterator]();

/** The least of some runs; undefined where there is no torch. */
async function peerMilliseconds(question) {
  if (python.exitCode !== null) return undefined;
  python.stdin.write(`${JSON.stringify(question)}\n`);
  const answer = await Promise.race([answers.next(), gone]);
  return answer?.value && Number(answer.value);
}
python.stdin.on("error", () => undefined);

function ownMilliseconds(a, b, options, times, runs) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs + 2; i++) {
    const start = performance.now();
    scope(() => {
      for (let j = 0; j < times; j++) matmul(a, b, options).dispose();
    });
    best = Math.min(best, (performance.now() - start) / times);
  }
  return best;
}

// Workers join some milliseconds after the first large product.
const warm = normal(new Key(0), [512, 512]);
for (const end = performance.now() + 300; performance.now() < end; ) scope(() => void matmul(warm, warm));
await new Promise((done) => setTimeout(done, 200));
console.log(`threads: ${backend.threads.joined}`);
console.log("case                             mebae ms    GF/s    torch ms    GF/s   mebae / torch");
for (const [name, { a, b, ...options }] of Object.entries(cases)) {
  if (!name.includes(positionals[0] ?? "")) continue;
  const [left, right] = [normal(new Key(1), a), normal(new Key(2), b)];
  const n = b.at(options.transposeB ? -2 : -1);
  const work = 2e-6 * a.reduce((x, y) => x * y, 1) * n;
  const times = Math.ceil(2 / work);
  const question = { a, b, ...options, times, runs: 5 };
  let own = Number.POSITIVE_INFINITY;
  let other = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 6; round++) {
    own = Math.min(own, ownMilliseconds(left, right, options, times, 5));
    other = Math.min(other, (await peerMilliseconds(question)) ?? Number.NaN);
  }
  const figures = (ms) => `${ms.toFixed(4).padStart(10)} ${(work / ms).toFixed(1).padStart(7)}`;
  console.log(name.padEnd(30), figures(own), " ", figures(other), " ", (own / other).toFixed(2).padStart(7));
}
python.stdin.end();
