import * as tf from "@tensorflow/tfjs";
import { getThreadsCount, setThreadsCount, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { Peer } from "../../protocol/messages.ts";
import { operation } from "./operations.ts";
import { step } from "./step.ts";

/** TensorFlow.js on its WebAssembly backend, eager as it is. It has threads in isolated pages, and one in Node. */
export async function tfjs(threads: number): Promise<Peer> {
  if (typeof process === "undefined") setWasmPaths("/tfjs/");
  setThreadsCount(threads);
  await tf.setBackend("wasm");
  await tf.ready();
  return {
    describe: async () => ({ version: `tfjs ${tf.version.tfjs}`, threads: getThreadsCount() }),
    prepare: async (task, tensors) => (task.kind === "step" ? step(task, tensors) : operation(task, tensors)),
  };
}
