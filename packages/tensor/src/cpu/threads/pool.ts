import { BackendError } from "../../errors.js";
import type { Allocator } from "../allocator.js";
import type { Work } from "../kernel.js";
import { claimRanges } from "./claim.js";
import { Crew } from "./crew.js";
import {
  argumentsNumber,
  argumentsWord,
  controlBytes,
  countNumber,
  failuresWord,
  functionWord,
  grainNumber,
  jobWord,
  limitWord,
  mostArguments,
  nextWord,
  partsWord,
  rangeWord,
  threadWord,
} from "./layout.js";
import { Modules } from "./modules.js";
import type { StartWorker } from "./start.js";

type Run = (...args: number[]) => void;

/** Workers are woken when this much was done while they slept: waking costs about as much. */
const wakeMilliseconds = 0.1;

/**
 * Hands kernels to workers through the shared memory, without a message: the main thread writes a job at the heap's
 * beginning, opens it, works on it itself, closes it when all ranges are claimed, and waits for those who still work.
 * It never waits for a worker that hasn't come: who is late finds the job closed.
 */
export class Pool {
  readonly modules: Modules;
  readonly #words: Int32Array;
  readonly #numbers: Float64Array;
  readonly #crew: Crew;
  /** Milliseconds of work since workers were last woken, done while some slept. */
  #lonely = 0;

  /** The most threads that may share a kernel which takes the number of its thread: it has scratch memory for so many. */
  readonly #scratch: number;

  /** @param threads The most that work together; may be changed. */
  constructor(
    memory: WebAssembly.Memory,
    heap: Allocator,
    public threads: number,
    own: StartWorker | undefined,
  ) {
    this.#scratch = threads;
    this.#words = new Int32Array(memory.buffer, 0, controlBytes / 4);
    this.#numbers = new Float64Array(memory.buffer, 0, controlBytes / 8);
    this.modules = new Modules(memory, heap);
    this.#crew = new Crew(memory, this.#words, own);
  }

  /** Threads that work now: this one, and the workers that have joined. */
  get joined(): number {
    return 1 + this.#crew.joined(this.threads);
  }

  /** Does a kernel's work together with the workers; false where there are none for it, and nothing was done. */
  share(run: WebAssembly.ExportValue, args: number[], work: Work): boolean {
    const most = work.thread === undefined ? this.threads : Math.min(this.threads, this.#scratch);
    const limit = Math.min(most, Math.ceil(work.count / work.grain));
    if (limit === 1 || args.length > mostArguments) return false;
    this.#crew.start(limit);
    const helpers = this.#crew.joined(limit);
    if (helpers === 0) return false;
    const number = this.modules.numberOf(run);
    if (number === undefined) return false;
    const asleep = this.#crew.sleeps(limit);
    // What sleepers may come to is cut finely, so that they still find some.
    this.#describe(number, args, work, limit, (helpers + 1) * (asleep ? 8 : 2));
    const failures = this.#words[failuresWord]!;
    const job = Atomics.add(this.#words, jobWord, 1);
    const started = performance.now();
    let error: unknown;
    try {
      this.#takePart(run as Run, args, work, asleep ? started : undefined);
    } catch (thrown) {
      error = thrown;
    }
    Atomics.store(this.#words, jobWord, job + 2);
    const settled = this.#crew.settle(limit, performance.now() - started);
    if (error) throw this.#failure(run, error);
    if (!settled || this.#words[failuresWord] !== failures) this.#again(run as Run, args, work);
    return true;
  }

  dispose(): void {
    this.threads = 1;
    this.#crew.dispose();
  }

  #describe(number: number, args: readonly number[], work: Work, limit: number, parts: number): void {
    const words = this.#words;
    const numbers = this.#numbers;
    words[functionWord] = number;
    words[argumentsWord] = args.length;
    words[rangeWord] = work.range;
    words[threadWord] = work.thread ?? -1;
    words[limitWord] = limit;
    words[partsWord] = parts;
    words[nextWord] = 0;
    numbers[countNumber] = work.count;
    numbers[grainNumber] = work.grain;
    for (let i = 0; i < args.length; i++) numbers[argumentsNumber + i] = args[i]!;
  }

  /** @param lonely Since when it works while others sleep. */
  #takePart(run: Run, args: number[], { range, thread }: Work, lonely: number | undefined): void {
    if (thread !== undefined) args[thread] = 0;
    claimRanges(this.#words, this.#numbers, (begin, end) => {
      args[range] = begin;
      args[range + 1] = end;
      run(...args);
      if (lonely !== undefined) lonely = this.#wakeInTime(lonely);
    });
  }

  /** Counts the time since `lonely`, and wakes who sleeps when it adds up. */
  #wakeInTime(lonely: number): number | undefined {
    const now = performance.now();
    this.#lonely += now - lonely;
    if (this.#lonely < wakeMilliseconds) return now;
    this.#lonely = 0;
    this.#crew.wake(this.#words[limitWord]!);
    return undefined;
  }

  /**
   * Does a whole job again that a worker left undone. Where it wrote over what it read, a second time would be wrong: two
   * equal addresses among the arguments may mean that.
   */
  #again(run: Run, args: number[], { range, count, thread }: Work): void {
    args[range] = 0;
    args[range + 1] = count;
    if (thread !== undefined) args[thread] = 0;
    const addresses = args.filter((value) => value >= controlBytes);
    if (new Set(addresses).size < addresses.length) {
      throw this.#failure(run, new Error("it was working in place, so that its result is lost"));
    }
    try {
      run(...args);
    } catch (error) {
      throw this.#failure(run, error);
    }
  }

  #failure(run: WebAssembly.ExportValue, cause: unknown): BackendError {
    const name = this.modules.nameOf(run);
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new BackendError(
      `cpu: a thread failed in the kernel ${name}: ${reason}`,
      { kernel: name },
      { cause },
    );
  }
}
