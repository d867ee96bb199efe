import { workerSource } from "./workerSource.js";

/** What a loader asks of a worker: a Web Worker has it, and one of Node's. */
export interface LoaderWorker {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): unknown;
  /** Of Node: whether the process lives on for its answer. */
  ref?(): void;
  unref?(): void;
}

interface Listeners {
  readonly message: (data: unknown) => void;
  /** Called when it has thrown or exited. */
  readonly ended: () => void;
}

/** A worker that doesn't keep the process alive by itself; undefined where the host forbids workers. */
export function startLoaderWorker({ message, ended }: Listeners): LoaderWorker | undefined {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  try {
    if (threads) {
      const worker = new threads.Worker(workerSource, { eval: true, execArgv: [] });
      worker.on("message", message);
      worker.on("error", ended);
      worker.on("exit", ended);
      worker.unref();
      return worker as unknown as LoaderWorker;
    }
    const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.addEventListener("message", ({ data }) => message(data));
    worker.addEventListener("error", ended);
    return worker;
  } catch {
    return undefined;
  }
}

/** The same values where all threads see them, if the host has shared memory. */
export function shared<T extends Float32Array | Uint8Array>(values: T): T {
  const canShare =
    typeof SharedArrayBuffer !== "undefined" &&
    (globalThis.process?.getBuiltinModule !== undefined || globalThis.crossOriginIsolated === true);
  if (!canShare) return values;
  const buffer = new SharedArrayBuffer(values.byteLength);
  const copy = values instanceof Float32Array ? new Float32Array(buffer) : new Uint8Array(buffer);
  copy.set(values);
  return copy as T;
}
