// Time of functions of 2²⁰ elements beside PyTorch, one thread each, by turns in the same minute: the best of many runs.
// Run after `pnpm build`, with a Python that has torch (PYTHON names it): node benchmarks/functions.mjs [name of a function]
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import {
  cos,
  erf,
  erfc,
  exp,
  expm1,
  gelu,
  log,
  log1p,
  scope,
  setThreads,
  sigmoid,
  sin,
  softplus,
  tanh,
  tensor,
} from "@mebae/tensor";

const functions = { exp, log, tanh, sigmoid, erf, gelu, expm1, log1p, softplus, erfc, sin, cos };
const elements = 2 ** 20;
const rounds = Number(process.env.ROUNDS ?? 12);
const runs = 10;

// For each line "name dtype", the milliseconds of the best of some runs.
const peer = `
import sys, time, torch
torch.set_num_threads(1)
functions = {name: getattr(torch, name) for name in "exp log tanh sigmoid erf expm1 log1p erfc sin cos".split()}
x = {d: torch.linspace(0.01, 6, ${elements}, dtype=getattr(torch, d)) for d in ("float32", "float64")}
y = {d: torch.empty_like(x[d]) for d in x}
def run(name, d):
    if name in functions: return functions[name](x[d], out=y[d])
    return getattr(torch.nn.functional, name)(x[d])
for line in sys.stdin:
    name, d = line.split()
    best = 1e9
    for _ in range(${runs}):
        start = time.perf_counter(); run(name, d); best = min(best, time.perf_counter() - start)
    print(1e3 * best, flush=True)
`;
const python = spawn(process.env.PYTHON ?? "/usr/bin/python3", ["-c", peer], {
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

async function peerMilliseconds(name, dtype) {
  python.stdin.write(`${name} ${dtype}\n`);
  return Number((await answers.next()).value);
}

function ownMilliseconds(run) {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    scope(() => void run());
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

setThreads(1);
const values = Float64Array.from({ length: elements }, (_, i) => 0.01 + (5.99 * i) / (elements - 1));
console.log("function   dtype     mebae ms   torch ms   ratio");
for (const [name, f] of Object.entries(functions)) {
  if (process.argv[2] && process.argv[2] !== name) continue;
  for (const dtype of ["float32", "float64"]) {
    const x = tensor(values, { dtype });
    let [own, other] = [Infinity, Infinity];
    for (let round = 0; round < rounds; round++) {
      own = Math.min(
        own,
        ownMilliseconds(() => f(x)),
      );
      other = Math.min(other, await peerMilliseconds(name, dtype));
    }
    const cells = [own.toFixed(3), other.toFixed(3), (own / other).toFixed(2)].map((cell) =>
      cell.padStart(10),
    );
    console.log(name.padEnd(10), dtype.padEnd(8), ...cells);
    x[Symbol.dispose]();
  }
}
python.stdin.end();
