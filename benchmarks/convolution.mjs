// Time and GFLOP/s of conv2d and its two gradients at the shapes of the small image network, batch 64, one thread.
// Run after `pnpm build`: node benchmarks/convolution.mjs [name of a shape]
import { conv2d, conv2dInputGradient, conv2dWeightGradient, Key, normal, scope } from "@mebae/tensor";

const shapes = {
  "1x28x28 to 16": [64, 1, 28, 16, 3],
  "16x14x14 to 32": [64, 16, 14, 32, 3],
  "32x14x14 to 32": [64, 32, 14, 32, 3],
  "32x7x7 to 64": [64, 32, 7, 64, 3],
  "64x7x7 to 64": [64, 64, 7, 64, 3],
  "3x32x32 to 32": [64, 3, 32, 32, 3],
  "64x16x16 to 64, 1x1": [64, 64, 16, 64, 1],
};

function medianMilliseconds(run, seconds = 0.5) {
  const times = [];
  run();
  for (const end = performance.now() + seconds * 1000; performance.now() < end || times.length < 5; ) {
    const start = performance.now();
    run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}

console.log("shape                      forward            input gradient     weight gradient");
for (const [name, [batch, channels, extent, outputs, size]] of Object.entries(shapes)) {
  if (process.argv[2] && process.argv[2] !== name) continue;
  const key = new Key(0);
  const x = normal(key.fold("x"), [batch, channels, extent, extent]);
  const w = normal(key.fold("w"), [outputs, channels, size, size]);
  const dy = normal(key.fold("dy"), [batch, outputs, extent, extent]);
  const options = { padding: "same" };
  const work = 2e-6 * batch * outputs * extent * extent * channels * size * size;
  const cells = [
    () => conv2d(x, w, options),
    () => conv2dInputGradient(dy, w, [extent, extent], options),
    () => conv2dWeightGradient(x, dy, [size, size], options),
  ].map((run) => {
    const time = medianMilliseconds(() => scope(() => void run()));
    return `${time.toFixed(2)} ms ${(work / time).toFixed(1).padStart(5)} GF/s`.padEnd(19);
  });
  console.log(name.padEnd(26), ...cells);
}
