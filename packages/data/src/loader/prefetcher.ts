import { exampleSize, type Features } from "../dataset.js";
import { type LoaderWorker, shared, startLoaderWorker } from "./worker.js";

/** What workers can do with examples: look bytes up, or hand floats over as they are. */
export interface Lookup {
  /** The value of each byte in each channel, 256 a channel; undefined for floats. */
  readonly table: Float32Array | undefined;
  readonly channels: number;
}

interface Waiting {
  readonly worker: LoaderWorker;
  readonly resolve: (values: Float32Array | undefined) => void;
}

/**
 * Workers that put batches together ahead of time. Requests are dealt out in turn, and each is answered on its own, so
 * the order of batches is the order of requests however many workers there are.
 */
export class Prefetcher implements Disposable {
  readonly #workers: LoaderWorker[] = [];
  readonly #waiting = new Map<number, Waiting>();
  readonly #spare: ArrayBuffer[] = [];
  #next = 0;

  constructor(count: number, features: Features, lookup: Lookup) {
    const size = exampleSize(features);
    const data = shared(features.data);
    for (let i = 0; i < count; i++) {
      const worker = startLoaderWorker({
        message: (answer) => this.#receive(answer as { id: number; values: Float32Array }),
        ended: () => worker && this.#forget(worker),
      });
      if (!worker) break;
      worker.postMessage({ data, size, ...lookup });
      this.#workers.push(worker);
    }
  }

  /** Whether any worker is alive. */
  get works(): boolean {
    return this.#workers.length > 0;
  }

  /** The examples' values [indices.length, size]; undefined where the worker died before it was done. */
  request(indices: Int32Array): Promise<Float32Array | undefined> {
    const worker = this.#workers[this.#next % this.#workers.length];
    if (!worker) return Promise.resolve(undefined);
    const id = this.#next++;
    return new Promise((resolve) => {
      // Whoever awaits a batch must get it before the process ends.
      worker.ref?.();
      this.#waiting.set(id, { worker, resolve });
      const spare = this.#spare.pop();
      worker.postMessage({ id, indices, spare }, spare ? [spare] : []);
    });
  }

  /** Takes back what `request` gave, for a later batch. */
  recycle(values: Float32Array): void {
    if (this.#spare.length < 4) this.#spare.push(values.buffer as ArrayBuffer);
  }

  [Symbol.dispose](): void {
    for (const worker of this.#workers.splice(0)) worker.terminate();
    for (const { resolve } of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }

  #receive({ id, values }: { id: number; values: Float32Array }): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    waiting.resolve(values);
    const { worker } = waiting;
    if (![...this.#waiting.values()].some((other) => other.worker === worker)) worker.unref?.();
  }

  #forget(worker: LoaderWorker): void {
    const place = this.#workers.indexOf(worker);
    if (place >= 0) this.#workers.splice(place, 1);
    for (const [id, waiting] of this.#waiting) {
      if (waiting.worker !== worker) continue;
      waiting.resolve(undefined);
      this.#waiting.delete(id);
    }
  }
}
