import { add, type CpuBackend, scope, zeros } from "@mebae/tensor";

/** Waits until all threads of an engine work; it must have been made with a grain of 1. */
export async function joined(engine: CpuBackend): Promise<void> {
  using x = await zeros([64]).to(engine);
  while (engine.threads.joined < engine.threads.most) {
    scope(() => void add(x, 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
