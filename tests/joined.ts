import { add, type CpuBackend, scope, zeros } from "@mebae/tensor";

/** Waits until all threads of an engine work. */
export async function joined(engine: CpuBackend): Promise<void> {
  using x = await zeros([2 ** 17]).to(engine);
  while (engine.threads.joined < engine.threads.most) {
    scope(() => void add(x, 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
