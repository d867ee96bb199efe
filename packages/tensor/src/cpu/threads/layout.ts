// The first bytes of a shared heap: where the threads meet. Words are int32s, each contended one in a cache line of its
// own; `numbers` are float64s. See Pool for who writes what when.

/** Below it lies what this file names; the heap begins here. */
export const controlBytes = 8192;

/** The most threads that there is room for, this one included. */
export const mostThreads = 64;

/** Counts up twice a job: odd while the job is open. */
export const jobWord = 16;
/** The next unit (a grain of items) that nobody has claimed. */
export const nextWord = 32;
/** How many modules hang at the chain that begins at `chainWord`. A link is (next, length, bytes). */
export const publishedWord = 48;
export const chainWord = 49;
/** How often a worker's range has ended in an exception. */
export const failuresWord = 50;
/** 1 while the main thread sleeps until a worker has ended its share. */
export const waitingWord = 64;

// The job, written while it is closed and no worker is active.
export const functionWord = 80;
export const argumentsWord = 81;
/** Work's `range` and `thread`, the latter -1 where absent. */
export const rangeWord = 82;
export const threadWord = 83;
/** Threads from this number on keep out. */
export const limitWord = 84;
/** Into how many parts what is left is cut at each claim. */
export const partsWord = 85;
export const countNumber = 640;
export const grainNumber = 641;
export const argumentsNumber = 642;
export const mostArguments = controlBytes / 8 - argumentsNumber;

/** What a thread does now. It sleeps on its own word. */
export const absent = 0;
export const idle = 1;
export const asleep = 2;
export const active = 3;

export function stateWord(thread: number): number {
  return 128 + 16 * thread;
}
