import { claimRanges, pause } from "./claim.js";
import {
  absent,
  active,
  argumentsNumber,
  argumentsWord,
  asleep,
  controlBytes,
  failuresWord,
  functionWord,
  idle,
  jobWord,
  limitWord,
  rangeWord,
  stateWord,
  threadWord,
  waitingWord,
} from "./layout.js";
import { type KernelFunction, ModuleReader } from "./moduleReader.js";

/** What a worker is told once, in the only message that it gets. */
export interface Seat {
  readonly memory: WebAssembly.Memory;
  /** Its number, from 1 on; the main thread is 0. */
  readonly thread: number;
}

/**
 * Between the kernels of a step a worker spins, and joins the next in 0.1 µs. Waking it costs the main thread 5 to 60 µs,
 * as the host has it, so that it sleeps only when a step seems to be over.
 */
const spinMilliseconds = 1;

/**
 * A worker's life: wait for a job, join it, claim ranges, leave it. It shows itself `active` before it looks whether the
 * job is still open, and the main thread closes the job before it looks who is active: so none works on a job that the
 * main thread takes for done.
 */
export function work({ memory, thread }: Seat): never {
  const words = new Int32Array(memory.buffer, 0, controlBytes / 4);
  const numbers = new Float64Array(memory.buffer, 0, controlBytes / 8);
  const state = stateWord(thread);
  const modules = new ModuleReader(memory, words);
  const args: number[] = [];
  modules.catchUp();
  Atomics.compareExchange(words, state, absent, idle);
  for (let job = 0; ; ) {
    job = nextJob(words, thread, job);
    if (!modules.catchUp()) continue;
    Atomics.store(words, state, active);
    if (Atomics.load(words, jobWord) === job) {
      try {
        takePart(words, numbers, modules.functions[words[functionWord]!]!, args, thread);
      } catch {
        // The main thread does the job again, and reports what it meets.
        Atomics.add(words, failuresWord, 1);
      }
    }
    Atomics.store(words, state, idle);
    if (Atomics.load(words, waitingWord) === 1) Atomics.notify(words, state);
  }
}

/** The number of an open job for this thread, other than `done`: spins a while, then sleeps. */
function nextJob(words: Int32Array, thread: number, done: number): number {
  const state = stateWord(thread);
  let start = performance.now();
  for (let turn = 1; ; turn++) {
    const job = Atomics.load(words, jobWord);
    if (job & 1 && job !== done && thread < words[limitWord]!) return job;
    pause();
    if (turn % 64 !== 0 || performance.now() - start < spinMilliseconds) continue;
    // As with `active`: it says so before it looks, and the main thread opens a job before it looks who sleeps.
    Atomics.store(words, state, asleep);
    if (Atomics.load(words, jobWord) === job) Atomics.wait(words, state, asleep);
    Atomics.store(words, state, idle);
    start = performance.now();
  }
}

function takePart(
  words: Int32Array,
  numbers: Float64Array,
  run: KernelFunction,
  args: number[],
  thread: number,
): void {
  args.length = words[argumentsWord]!;
  for (let i = 0; i < args.length; i++) args[i] = numbers[argumentsNumber + i]!;
  const range = words[rangeWord]!;
  if (words[threadWord]! >= 0) args[words[threadWord]!] = thread;
  claimRanges(words, numbers, (begin, end) => {
    args[range] = begin;
    args[range + 1] = end;
    run(...args);
  });
}
