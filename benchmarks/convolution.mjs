// Time and effective GFLOP/s (multiplications and additions of the plain definition, which tiles of 4×4 outputs need a
// quarter of) of conv2d and its two gradients: the convolutions of the small image network (CNN) and of the VGG-like one,
// and what else conv2d has a way of its own for; then pools. PyTorch, where it is installed, is measured in turn.
// Run after `pnpm build`: node benchmarks/convolution.mjs [threads, 1 by default] [part of a name]
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import {
  averagePool2d,
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  createCpuBackend,
  Key,
  maxPool2d,
  normal,
  scope,
  useBackend,
  vjp,
} from "@mebae/tensor";

const threads = Number(process.argv[2] ?? 1);
const part = process.argv[3] ?? "";
const milliseconds = 200;

/** name: batch, channels, extent, outputs, size of the weights, options */
const convolutions = {
  "CNN 1x28x28 to 32": [64, 1, 28, 32, 3, { padding: 1 }],
  "CNN 32x14x14 to 64": [64, 32, 14, 64, 3, { padding: 1 }],
  "VGG 3x32x32 to 64": [32, 3, 32, 64, 3, { padding: 1 }],
  "VGG 64x32x32 to 64": [32, 64, 32, 64, 3, { padding: 1 }],
  "VGG 64x16x16 to 128": [32, 64, 16, 128, 3, { padding: 1 }],
  "VGG 128x16x16 to 128": [32, 128, 16, 128, 3, { padding: 1 }],
  "VGG 128x8x8 to 256": [32, 128, 8, 256, 3, { padding: 1 }],
  "3x3, 1x28x28 to 16": [32, 1, 28, 16, 3, { padding: 1 }],
  "3x3, 3x32x32 to 32": [32, 3, 32, 32, 3, { padding: 1 }],
  "3x3, 32x28x28 to 64": [16, 32, 28, 64, 3, { padding: 1 }],
  "5x5, 1x28x28 to 6": [64, 1, 28, 6, 5, { padding: 2 }],
  "5x5, 16x28x28 to 32": [16, 16, 28, 32, 5, { padding: 2 }],
  "7x7 by 2, 3x56x56 to 64": [16, 3, 56, 64, 7, { stride: 2, padding: 3 }],
  "3x3 by 2, 32x56x56 to 64": [16, 32, 56, 64, 3, { stride: 2, padding: 1 }],
  "1x1, 64x28x28 to 64": [16, 64, 28, 64, 1, {}],
  "1x1 by 2, 64x28x28 to 128": [16, 64, 28, 128, 1, { stride: 2 }],
  "depthwise 3x3, 64x28x28": [16, 64, 28, 64, 3, { padding: 1, groups: 64 }],
  "depthwise 3x3, 64x56x56": [16, 64, 56, 64, 3, { padding: 1, groups: 64 }],
  "depthwise 3x3 by 2, 64x56": [16, 64, 56, 64, 3, { padding: 1, groups: 64, stride: 2 }],
  "depthwise 5x5, 64x28x28": [16, 64, 28, 64, 5, { padding: 2, groups: 64 }],
  "4 groups 3x3, 64x28x28": [16, 64, 28, 64, 3, { padding: 1, groups: 4 }],
};

const pools = {
  "max of 2x2, 32x28x28": [[64, 32, 28, 28], "max", 2, 2],
  "max of 2x2, 64x32x32": [[32, 64, 32, 32], "max", 2, 2],
  "max of 3x3 by 2": [[32, 64, 32, 32], "max", 3, 2],
  "mean of 2x2, 64x32x32": [[32, 64, 32, 32], "average", 2, 2],
  "mean of planes 8x8": [[32, 256, 8, 8], "average", 8, 8],
  "mean of planes 28x28": [[16, 64, 28, 28], "average", 28, 28],
};

const server = `
import json, sys, time, torch
import torch.nn.functional as F
torch.set_num_threads(int(sys.argv[1]))
def least(run, seconds):
    run()
    best, end = 1e9, time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter(); run(); best = min(best, time.perf_counter() - start)
    return best * 1e3
print("ready", flush=True)
for line in sys.stdin:
    kind, a, seconds = json.loads(line)
    if kind == "conv":
        b, c, e, o, k, options = a
        s, p, g = options.get("stride", 1), options.get("padding", 0), options.get("groups", 1)
        x, w = torch.randn(b, c, e, e), torch.randn(o, c // g, k, k)
        dy = F.conv2d(x, w, None, s, p, 1, g)
        def back(mask):
            return lambda: torch.ops.aten.convolution_backward(dy, x, w, None, [s, s], [p, p], [1, 1], False, [0, 0], g, mask)
        runs = [lambda: F.conv2d(x, w, None, s, p, 1, g), back([True, False, False]), back([False, True, False])]
    else:
        shape, name, size, stride = a
        pool = F.max_pool2d if name == "max" else F.avg_pool2d
        x = torch.randn(shape, requires_grad=True)
        y = pool(x, size, stride); dy = torch.ones_like(y)
        runs = [lambda: pool(x.detach(), size, stride), lambda: torch.autograd.grad(pool(x, size, stride), x, dy)]
    print(json.dumps([least(run, seconds) for run in runs]), flush=True)
`;

/** PyTorch in a process of its own; undefined where it isn't installed. */
async function startTorch() {
  const child = spawn("/usr/bin/python3", ["-c", server, String(threads)], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  if ((await lines.next()).done) return undefined;
  const ask = async (kind, values) => {
    child.stdin.write(`${JSON.stringify([kind, values, milliseconds / 1000])}\n`);
    return JSON.parse((await lines.next()).value);
  };
  return { ask, end: () => child.stdin.end() };
}

/** The least of many runs: on a shared machine the only time that says what the program can do. */
function least(run) {
  run();
  let best = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

function convolutionTimes([batch, channels, extent, outputs, size, options]) {
  const key = new Key(0);
  const x = normal(key.fold("x"), [batch, channels, extent, extent]);
  const w = normal(key.fold("w"), [outputs, channels / (options.groups ?? 1), size, size]);
  const dy = conv2d(x, w, options);
  const runs = [
    () => conv2d(x, w, options),
    () => conv2dInputGradient(dy, w, [extent, extent], options),
    () => conv2dWeightGradient(x, dy, [size, size], options),
  ];
  const work = 2e-6 * dy.size * (w.size / outputs);
  return { work, times: runs.map((run) => least(() => scope(() => void run()))) };
}

function poolTimes([shape, name, size, stride]) {
  const x = normal(new Key(0), shape);
  const pool = (a) => (name === "max" ? maxPool2d : averagePool2d)(a, { size, stride });
  const both = () => {
    const { value, backward, dispose } = vjp(pool, x);
    backward(value);
    dispose();
  };
  return [pool.bind(undefined, x), both].map((run) => least(() => scope(() => void run())));
}

const besides = (theirs, i) => (theirs ? ` (torch ${theirs[i].toFixed(2)})` : "");

useBackend(createCpuBackend({ threads }));
const torch = await startTorch();
console.log(`${threads} thread(s)${torch ? "" : ", PyTorch isn't installed"}`);
console.log(
  "convolution".padEnd(26),
  ...["forward", "input gradient", "weight gradient"].map((s) => s.padEnd(36)),
);
for (const [name, values] of Object.entries(convolutions)) {
  if (!name.includes(part)) continue;
  const theirs = await torch?.ask("conv", values);
  const { work, times } = scope(() => convolutionTimes(values));
  const cells = times.map((time, i) =>
    `${time.toFixed(2)} ms${besides(theirs, i)} ${(work / time).toFixed(0)} GFLOP/s`.padEnd(36),
  );
  console.log(name.padEnd(26), ...cells);
}
console.log("pool".padEnd(26), ...["forward", "forward and backward"].map((s) => s.padEnd(36)));
for (const [name, values] of Object.entries(pools)) {
  if (!name.includes(part)) continue;
  const theirs = await torch?.ask("pool", values);
  const times = scope(() => poolTimes(values));
  console.log(
    name.padEnd(26),
    ...times.map((time, i) => `${time.toFixed(2)} ms${besides(theirs, i)}`.padEnd(36)),
  );
}
torch?.end();
