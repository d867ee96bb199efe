import { pause } from "./claim.js";
import { absent, active, asleep, idle, stateWord, waitingWord } from "./layout.js";
import { type StartWorker, startWorker, type WorkerLike } from "./start.js";

/** Spinning meets a worker that is about to end; sleeping lets it run where there are fewer cores than threads. */
const spinMilliseconds = 0.1;
/** How long a worker may take longer than expected before it counts as dead. */
const patience = 2000;
/** In this time a worker that was told to end has ended: it notices at the next turn of a loop. */
const endMilliseconds = 100;

/** The workers beside the main thread, from 1 on: who has joined, who sleeps, who died. */
export class Crew {
  /** Those that were started and haven't ended, by number. */
  readonly #workers = new Map<number, WorkerLike>();
  #started = 1;
  readonly #canWait: boolean;

  constructor(
    readonly memory: WebAssembly.Memory,
    readonly words: Int32Array,
    readonly own: StartWorker | undefined,
  ) {
    this.#canWait = canWait(words);
  }

  /** Starts workers up to the number `limit` - 1. Those that have ended aren't replaced. */
  start(limit: number): void {
    for (; this.#started < limit; this.#started++) {
      const thread = this.#started;
      const worker = startWorker({ memory: this.memory, thread }, this.own, () => this.#forget(thread));
      if (worker) this.#workers.set(thread, worker);
    }
  }

  /** How many workers below `limit` have joined. */
  joined(limit: number): number {
    let count = 0;
    for (let thread = 1; thread < limit && thread < this.#started; thread++) {
      if (Atomics.load(this.words, stateWord(thread)) !== absent) count++;
    }
    return count;
  }

  /** Whether a worker below `limit` sleeps. */
  sleeps(limit: number): boolean {
    for (let thread = 1; thread < limit && thread < this.#started; thread++) {
      if (Atomics.load(this.words, stateWord(thread)) === asleep) return true;
    }
    return false;
  }

  /** Wakes the workers below `limit` that sleep. */
  wake(limit: number): void {
    for (let thread = 1; thread < limit && thread < this.#started; thread++) {
      const state = stateWord(thread);
      if (Atomics.compareExchange(this.words, state, asleep, idle) === asleep) {
        Atomics.notify(this.words, state);
      }
    }
  }

  /**
   * Waits until no worker below `limit` is active.
   * @param expected Milliseconds that a worker may well take.
   * @returns Whether all went well: false where a worker made no progress for long, and was ended.
   */
  settle(limit: number, expected: number): boolean {
    let well = true;
    for (let thread = 1; thread < limit && thread < this.#started; thread++) {
      if (Atomics.load(this.words, stateWord(thread)) !== active) continue;
      if (this.#waitFor(thread, patience + 10 * expected)) continue;
      well = false;
      this.#workers.get(thread)?.terminate();
      this.#sleep(endMilliseconds);
      this.#forget(thread);
    }
    return well;
  }

  dispose(): void {
    for (const [thread, worker] of this.#workers) {
      worker.terminate();
      this.#forget(thread);
    }
  }

  #forget(thread: number): void {
    this.#workers.get(thread)?.terminate();
    this.#workers.delete(thread);
    Atomics.store(this.words, stateWord(thread), absent);
  }

  /** Waits until a worker isn't active; false after so many milliseconds. */
  #waitFor(thread: number, milliseconds: number): boolean {
    const { words } = this;
    const state = stateWord(thread);
    let last = performance.now();
    const spinUntil = last + spinMilliseconds;
    for (let passed = 0; Atomics.load(words, state) === active; ) {
      if (this.#canWait && last > spinUntil) {
        Atomics.store(words, waitingWord, 1);
        Atomics.wait(words, state, active, 10);
        Atomics.store(words, waitingWord, 0);
      } else pause();
      const now = performance.now();
      // A machine that was suspended wakes up with a jump of the clock.
      passed += Math.min(now - last, 20);
      last = now;
      if (passed > milliseconds) return false;
    }
    return true;
  }

  #sleep(milliseconds: number): void {
    if (this.#canWait) Atomics.wait(this.words, waitingWord, 0, milliseconds);
    else for (const end = performance.now() + milliseconds; performance.now() < end; ) pause();
  }
}

/** Whether this thread may sleep; a page's main thread may not. */
function canWait(words: Int32Array): boolean {
  try {
    Atomics.wait(words, waitingWord, 1, 0);
    return true;
  } catch {
    return false;
  }
}
