import { countNumber, grainNumber, nextWord, partsWord } from "./layout.js";

/**
 * Claims ranges of the open job and runs them until none is left. Guided self-scheduling (Polychronopoulos & Kuck 1987):
 * each claim takes a fixed part of what is left, so that few claims are made and the last ones are short.
 */
export function claimRanges(
  words: Int32Array,
  numbers: Float64Array,
  run: (begin: number, end: number) => void,
): void {
  const count = numbers[countNumber]!;
  const grain = numbers[grainNumber]!;
  const parts = words[partsWord]!;
  const units = Math.ceil(count / grain);
  for (let begin = Atomics.load(words, nextWord); begin < units; ) {
    const end = begin + Math.max(1, Math.floor((units - begin) / parts));
    const found = Atomics.compareExchange(words, nextWord, begin, end);
    if (found === begin) {
      run(begin * grain, Math.min(count, end * grain));
      begin = Atomics.load(words, nextWord);
    } else begin = found;
  }
}

/** Tells the processor that this thread spins, where the host has a word for it. */
export const pause: () => void = (Atomics as { pause?: () => void }).pause ?? (() => undefined);
