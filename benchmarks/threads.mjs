// What handing a kernel to two threads costs, and what it gives: sums, sizes in and beyond the caches.
// Run after `pnpm build`: node benchmarks/threads.mjs
import { add, createCpuBackend, matmul, relu, scope, sum, tanh, tensor } from "@mebae/tensor";

/** The best of many runs, in microseconds: on a shared machine the only one that says what the program can do. */
function best(run, milliseconds = 400) {
  let least = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + milliseconds; performance.now() < end; ) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return 1000 * least;
}

async function joined(engine, run) {
  for (let turn = 0; engine.threads.joined < engine.threads.most; turn++) {
    if (turn > 1000) throw new Error(`only ${engine.threads.joined} of ${engine.threads.most} threads came`);
    run();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const filled = (shape, backend) =>
  tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(i)),
    {
      shape,
      backend,
    },
  );

const cases = {
  "x + x, 32 k": [[32, 1024], (x) => add(x, x)],
  "x + x, 256 k": [[256, 1024], (x) => add(x, x)],
  "x + x, 1 M": [[1024, 1024], (x) => add(x, x)],
  "x + x, 16 M": [[16384, 1024], (x) => add(x, x)],
  "relu, 1 M": [[1024, 1024], (x) => relu(x)],
  "tanh, 256 k": [[256, 1024], (x) => tanh(x)],
  "sum along rows, 1 M": [[1024, 1024], (x) => sum(x, { axes: 1 })],
  "matmul, 256³": [[256, 256], (x) => matmul(x, x)],
  "matmul, 512³": [[512, 512], (x) => matmul(x, x)],
};

console.log("kernel".padEnd(22), "one thread".padStart(12), "two threads".padStart(12), "gain".padStart(7));
for (const [name, [shape, compute]] of Object.entries(cases)) {
  const times = [];
  for (const threads of [1, 2]) {
    using engine = createCpuBackend({ threads });
    using x = filled(shape, engine);
    const run = () => scope(() => void compute(x));
    using large = filled([1 << 18], engine);
    await joined(engine, () => scope(() => void add(large, 1)));
    times.push(best(run));
  }
  const [one, two] = times.map((time) => `${time.toFixed(1)} µs`.padStart(12));
  console.log(name.padEnd(22), one, two, `${(times[0] / times[1]).toFixed(2)}x`.padStart(7));
}
