import { defaultDevice, init } from "@jax-js/jax";
import type { Peer } from "../../protocol/messages.ts";
import { operation } from "./operations.ts";
import { step } from "./step.ts";

/**
 * jax-js on its WebAssembly backend, each case in one `jit`. It has a pool of threads where there is a global Worker (in
 * pages, as many as navigator.hardwareConcurrency says), and one thread in Node.
 */
export async function jax(threads: number): Promise<Peer> {
  const pool = typeof Worker !== "undefined" && threads > 1;
  if (typeof Worker !== "undefined") {
    Object.defineProperty(navigator, "hardwareConcurrency", { value: threads });
  }
  await init("wasm");
  defaultDevice("wasm");
  return {
    describe: async () => ({ version: "", threads: pool ? threads : 1 }),
    prepare: async (task, tensors) =>
      task.kind === "step" ? step(task, tensors, pool) : operation(task, tensors),
  };
}
