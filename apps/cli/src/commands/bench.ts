import { Key, normal, tensor } from "@mebae/tensor";
import {
  leastMilliseconds,
  type NetworkName,
  networkNames,
  networks,
  type TrainingStep,
  trainingStep,
} from "@mebae/workloads";
import type { CommonOptions } from "../arguments.js";
import { type BenchEngine, benchEngine, type Profile } from "../benching/benchEngine.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { alignedRows } from "../words.js";

export interface BenchOptions extends CommonOptions {
  readonly case?: NetworkName;
  readonly seconds: number;
  readonly profile: boolean;
}

/** Times compiled training steps, and with `profile` their kernels beside the machine's ceilings. */
export async function bench(options: BenchOptions, io: Io): Promise<number> {
  const output = new Output(io, options.json);
  const engine = await benchEngine();
  const { ceilings, name: whose, threads } = engine;
  const { gflops, bandwidth } = ceilings;
  const places = bandwidth.map(({ place, gigabytes }) => `${place} ${gigabytes.toFixed(0)} GB/s`);
  const many = threads === undefined ? "" : `; ${threads} thread(s)`;
  output.say(`${whose} reaches ${gflops.toFixed(1)} GFLOP/s, ${places.join(", ")}${many}.`);
  output.event({ event: "ceilings", threads, ...ceilings });
  const cases: Measured[] = [];
  for (const name of options.case ? [options.case] : networkNames) {
    if (io.signal.aborted) return exitCodes.interrupted;
    cases.push(await measure(name, options, engine, output));
    // Ctrl-C is heard between the cases.
    await new Promise((resolve) => setTimeout(resolve));
  }
  if (io.signal.aborted) return exitCodes.interrupted;
  output.event({ event: "result", threads, cases });
  return exitCodes.done;
}

/** What is told of a case. */
interface Measured {
  readonly case: NetworkName;
  readonly description: string;
  /** Of a step, the median. */
  readonly milliseconds: number;
  readonly steps: number;
}

async function measure(
  name: NetworkName,
  options: BenchOptions,
  engine: BenchEngine,
  output: Output,
): Promise<Measured> {
  const { input, classes, description } = networks[name];
  using x = normal(new Key(0), input);
  using t = tensor(Int32Array.from({ length: input[0] }, (_, i) => i % classes));
  using step = trainingStep(networks[name], x, t);
  const { median, count } = await timeSteps(step, options.seconds, engine);
  output.say(`\n${name} (${description}): ${median.toPrecision(3)} ms a step, median of ${count}`);
  const measured = { case: name, description, milliseconds: median, steps: count };
  output.event({ event: "case", ...measured });
  if (options.profile) await tellProfile(name, step, Math.min(count, 200), engine, output);
  return measured;
}

/** The median of steps for so long, five at least, after a few that compile and bring the threads. */
async function timeSteps(
  step: TrainingStep,
  seconds: number,
  { run }: BenchEngine,
): Promise<{ median: number; count: number }> {
  for (let i = 0; i < 3; i++) await run(step);
  const times: number[] = [];
  for (const end = performance.now() + 1000 * seconds; times.length < 5 || performance.now() < end; ) {
    const start = performance.now();
    // Waiting for what is done already would take longer than the smallest of steps.
    const waiting = run(step);
    if (waiting) await waiting;
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, count: times.length };
}

/** A kernel's row, by the step. */
function rowOf(row: Profile[number], steps: number, wall: number, { ceilings, threads }: BenchEngine) {
  const { name, calls, milliseconds, flops, bytes } = row;
  const work = { flops, bytes, workingSet: bytes / calls };
  const { arithmetic, memory } = leastMilliseconds(ceilings, work, threads);
  return {
    kernel: name,
    calls: calls / steps,
    milliseconds: milliseconds / steps,
    share: milliseconds / wall,
    gflops: flops / milliseconds / 1e6,
    gigabytes: bytes / milliseconds / 1e6,
    limit: arithmetic >= memory ? "arithmetic" : "memory",
    reached: Math.max(arithmetic, memory) / milliseconds,
  };
}

async function tellProfile(
  name: string,
  step: TrainingStep,
  steps: number,
  engine: BenchEngine,
  output: Output,
): Promise<void> {
  const start = performance.now();
  const profile = await engine.profile(step, steps);
  const wall = performance.now() - start;
  const rows = profile.map((row) => rowOf(row, steps, wall, engine));
  for (const row of rows) output.event({ event: "kernel", case: name, ...row });
  const inKernels = rows.reduce((sum, { share }) => sum + share, 0);
  const head = ["kernel", "calls", "ms", "time", "GFLOP/s", "GB/s", "of its limit"];
  const lines = rows.map((row) => [
    row.kernel,
    `${row.calls}`,
    row.milliseconds.toFixed(4),
    `${(100 * row.share).toFixed(1)} %`,
    row.gflops.toFixed(1),
    row.gigabytes.toFixed(1),
    `${(100 * row.reached).toFixed(0)} % (${row.limit})`,
  ]);
  for (const line of alignedRows([head, ...lines])) output.say(line);
  output.say(`outside kernels: ${(100 * (1 - inKernels)).toFixed(1)} % (with the profile's own clock)`);
}
