// What share of training is spent waiting for batches: the step of the small CNN beside a loader of 28 × 28 bytes, standardized.
// Run after `pnpm build`:
//   node benchmarks/loader.ts [--steps 200] [--rounds 5] [--threads 1]
// Numbers of workers take turns; the median share of each is told.
import { parseArgs } from "node:util";
import { Dataset, imagePreparation, Loader } from "@mebae/data";
import { Generator, setThreads, tensor } from "@mebae/tensor";
import { networks, trainingStep } from "@mebae/workloads";

const { values: options } = parseArgs({
  options: {
    steps: { type: "string", default: "200" },
    rounds: { type: "string", default: "5" },
    threads: { type: "string", default: "1" },
  },
});
const [steps, rounds] = [Number(options.steps), Number(options.rounds)];
setThreads(Number(options.threads));

const [batchSize, ...shape] = networks.cnn.input as readonly [number, ...number[]];
const random = new Generator(0);
const count = 2000;
const size = shape.reduce((a, b) => a * b);
const data = Uint8Array.from({ length: count * size }, () => random.integer(0, 256));
const labels = Int32Array.from({ length: count }, (_, i) => i % networks.cnn.classes);
const classes = Array.from({ length: networks.cnn.classes }, (_, i) => String(i));
const dataset = new Dataset({
  name: "noise",
  features: { data, shape },
  target: { kind: "classes", labels, classes },
});
const x = tensor(new Float32Array(batchSize * size).fill(0.5), { shape: [batchSize, ...shape] });
using step = trainingStep(networks.cnn, x, tensor(labels.slice(0, batchSize)));

/** The share of the time of some steps in which the step waited, and the time of one step in milliseconds. */
async function shareOf(workers: number): Promise<{ share: number; milliseconds: number }> {
  const prepare = imagePreparation(dataset);
  using loader = new Loader(dataset, { batchSize, sampling: "shuffled", dropLast: true, prepare, workers });
  let done = 0;
  let began = 0;
  let before = 0;
  for (let epoch = 0; done < steps; epoch++) {
    for await (const _ of loader.epoch(epoch)) {
      // The first epoch starts the workers and warms up.
      if (epoch === 1 && began === 0) [began, before, done] = [performance.now(), loader.waited, 0];
      step.run();
      // As fit does, so that workers' answers are heard.
      await new Promise((resolve) => setImmediate(resolve));
      if (++done >= steps && began > 0) break;
    }
    if (epoch === 0) done = 0;
  }
  const seconds = (performance.now() - began) / 1000;
  return { share: (loader.waited - before) / seconds, milliseconds: (1000 * seconds) / done };
}

const workerCounts = [0, 1, 2];
const seen = workerCounts.map((): { share: number; milliseconds: number }[] => []);
for (let round = 0; round < rounds; round++)
  for (const [i, workers] of workerCounts.entries()) seen[i]!.push(await shareOf(workers));
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;
console.log(`batches of ${batchSize} examples [${shape}], ${steps} steps, ${rounds} rounds, median`);
for (const [i, workers] of workerCounts.entries()) {
  const share = median(seen[i]!.map((one) => one.share));
  const milliseconds = median(seen[i]!.map((one) => one.milliseconds));
  console.log(`${workers} workers: ${(100 * share).toFixed(2)} % of ${milliseconds.toFixed(2)} ms a step`);
}
