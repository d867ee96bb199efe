import type { GpuBackend } from "@mebae/gpu";
import { type CpuBackend, currentBackend, threads } from "@mebae/tensor";
import { type Ceilings, measureCeilings, type TrainingStep } from "@mebae/workloads";

export type Profile = ReturnType<CpuBackend["profile"]>;

/** What timing asks of the engine that computes. */
export interface BenchEngine {
  readonly ceilings: Ceilings;
  /** What has them, in words. */
  readonly name: string;
  /** How many of these compute at once; of a GPU they are the whole. */
  readonly threads?: number;
  /** One step, until its loss is here. */
  run(step: TrainingStep): void | Promise<void>;
  /** Totals of so many steps, kernel by kernel. */
  profile(step: TrainingStep, steps: number): Promise<Profile>;
}

/** The engine that tensors are made on, with what it reaches at most, measured now. */
export async function benchEngine(): Promise<BenchEngine> {
  const backend = currentBackend() as CpuBackend | GpuBackend;
  return "ceilings" in backend ? gpuEngine(backend) : cpuEngine(backend);
}

function cpuEngine(backend: CpuBackend): BenchEngine {
  return {
    ceilings: measureCeilings(),
    name: "One core",
    threads: threads(),
    run: (step) => void step.run(),
    profile: async (step, steps) =>
      backend.profile(() => {
        for (let i = 0; i < steps; i++) step.run();
      }),
  };
}

async function gpuEngine(backend: GpuBackend): Promise<BenchEngine> {
  const run = async (step: TrainingStep) => {
    using loss = step.record();
    await loss.item();
  };
  return {
    ceilings: await backend.ceilings(),
    name: backend.adapter,
    run,
    profile: async (step, steps) => [...(await backend.profile(() => run(step), steps)).rows],
  };
}
