import { type CpuBackend, currentBackend, Key, normal, tensor, threads } from "@mebae/tensor";
import {
  type Ceilings,
  leastMilliseconds,
  measureCeilings,
  type NetworkName,
  networkNames,
  networks,
  type TrainingStep,
  trainingStep,
} from "@mebae/workloads";
import type { CommonOptions } from "../arguments.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { alignedRows } from "../words.js";

export interface BenchOptions extends CommonOptions {
  readonly case?: NetworkName;
  readonly seconds: number;
  readonly profile: boolean;
}

type Profile = ReturnType<CpuBackend["profile"]>;

/** Times compiled training steps, and with `profile` their kernels beside the machine's ceilings. */
export async function bench(options: BenchOptions, io: Io): Promise<number> {
  const output = new Output(io, options.json);
  const ceilings = measureCeilings();
  const { gflops, bandwidth } = ceilings;
  const places = bandwidth.map(({ place, gigabytes }) => `${place} ${gigabytes.toFixed(0)} GB/s`);
  output.say(`One core reaches ${gflops.toFixed(1)} GFLOP/s, ${places.join(", ")}; ${threads()} thread(s).`);
  output.event({ event: "ceilings", threads: threads(), ...ceilings });
  for (const name of options.case ? [options.case] : networkNames) {
    if (io.signal.aborted) return exitCodes.interrupted;
    measure(name, options, ceilings, output);
    // Ctrl-C is heard between the cases.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return io.signal.aborted ? exitCodes.interrupted : exitCodes.done;
}

function measure(name: NetworkName, options: BenchOptions, ceilings: Ceilings, output: Output): void {
  const { input, classes, description } = networks[name];
  using x = normal(new Key(0), input);
  using t = tensor(Int32Array.from({ length: input[0] }, (_, i) => i % classes));
  using step = trainingStep(networks[name], x, t);
  const { median, count } = timeSteps(step, options.seconds);
  output.say(`\n${name} (${description}): ${median.toPrecision(3)} ms a step, median of ${count}`);
  output.event({ event: "case", case: name, description, milliseconds: median, steps: count });
  if (options.profile) tellProfile(name, step, Math.min(count, 200), ceilings, output);
}

/** The median of steps for so long, five at least, after a few that compile and bring the threads. */
function timeSteps(step: TrainingStep, seconds: number): { median: number; count: number } {
  for (let i = 0; i < 3; i++) step.run();
  const times: number[] = [];
  for (const end = performance.now() + 1000 * seconds; times.length < 5 || performance.now() < end; ) {
    const start = performance.now();
    step.run();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { median: times[times.length >> 1]!, count: times.length };
}

/** A kernel's row, by the step. */
function rowOf(row: Profile[number], steps: number, wall: number, ceilings: Ceilings) {
  const { name, calls, milliseconds, flops, bytes } = row;
  const work = { flops, bytes, workingSet: bytes / calls };
  const { arithmetic, memory } = leastMilliseconds(ceilings, work, threads());
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

function tellProfile(
  name: string,
  step: TrainingStep,
  steps: number,
  ceilings: Ceilings,
  output: Output,
): void {
  const start = performance.now();
  const profile = (currentBackend() as CpuBackend).profile(() => {
    for (let i = 0; i < steps; i++) step.run();
  });
  const wall = performance.now() - start;
  const rows = profile.map((row) => rowOf(row, steps, wall, ceilings));
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
