import type { Seat } from "./work.js";
import { source } from "./worker.generated.js";

/** What the engine asks of a worker: a Web Worker has it, and one of Node's. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** Starts a worker that runs the entry `@mebae/tensor/worker`. */
export type StartWorker = () => WorkerLike;

interface NodeEvents {
  on(event: "error" | "exit", listener: () => void): void;
  unref(): void;
}

function nodeThreads() {
  return globalThis.process?.getBuiltinModule?.("node:worker_threads");
}

/** Whether threads can share memory here: Node, or a page or worker that is cross-origin isolated. */
export function canShareMemory(): boolean {
  return (
    typeof SharedArrayBuffer !== "undefined" &&
    (nodeThreads() !== undefined || globalThis.crossOriginIsolated === true)
  );
}

/**
 * Starts a worker and gives it its seat. It never keeps the process alive.
 * @param ended Called when it has thrown or exited.
 * @returns undefined where the host forbids workers: by a content security policy, or Node's permissions.
 */
export function startWorker(
  seat: Seat,
  own: StartWorker | undefined,
  ended: () => void,
): WorkerLike | undefined {
  const worker = own ? own() : inlinedWorker();
  if (!worker) return undefined;
  if ("on" in worker) {
    const node = worker as WorkerLike & NodeEvents;
    node.on("error", ended);
    node.on("exit", ended);
    node.unref();
  } else (worker as Worker).addEventListener("error", ended);
  worker.postMessage(seat);
  return worker;
}

function inlinedWorker(): WorkerLike | undefined {
  try {
    return nodeWorker() ?? blobWorker();
  } catch {
    return undefined;
  }
}

function nodeWorker(): WorkerLike | undefined {
  const threads = nodeThreads();
  // Flags of the main thread, such as loaders, would only make it start later.
  return threads && new threads.Worker(source, { eval: true, execArgv: [] });
}

function blobWorker(): WorkerLike {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return new Worker(url);
  } finally {
    // The worker has begun to fetch it.
    URL.revokeObjectURL(url);
  }
}
