import type { BufferContents } from "../backend.js";
import { MemoryError } from "../errors.js";
import { fullHeapError } from "./fullHeap.js";

/** A stretch of the heap; the blocks of a heap touch one another in order of address. */
interface Block {
  pointer: number;
  bytes: number;
  free: boolean;
  contents: BufferContents | undefined;
  previous: Block | undefined;
  next: Block | undefined;
  /** Neighbours in the list of free blocks of like size. */
  before: Block | undefined;
  after: Block | undefined;
}

/** Every block starts at a cache line. */
const alignment = 64;
/** Sizes are told apart to an eighth of a power of two. */
const stepBits = 3;
const binsPerPower = 1 << stepBits;

/** What is in use. */
export interface HeapReport {
  readonly liveBytes: number;
  readonly liveBlocks: number;
  /** Of the live bytes, those that are no tensor's: kernels' work space and temporaries, modules for the workers. */
  readonly scratchBytes: number;
  /** Bytes that the heap spans: what is live and what is free. */
  readonly heapBytes: number;
  readonly freeBytes: number;
}

/**
 * The heap in a WebAssembly memory: two-level segregated fit (Masmano, Ripoll, Crespo & Real 2004, "TLSF"), with
 * the book-keeping outside the memory. Allocating and freeing take constant time, free neighbours merge at once.
 */
export class Allocator {
  readonly #bins = new Array<Block | undefined>(33 * binsPerPower);
  /** One bit for each power of two that has a free block, and one word of bits for the bins of each. */
  #powers = 0;
  readonly #steps = new Int32Array(33);
  readonly #live = new Map<number, Block>();
  #liveBytes = 0;
  #scratchBytes = 0;
  #last: Block | undefined;
  #end: number;
  readonly #start: number;

  /**
   * @param start First byte of the heap.
   * @param grow Makes the memory at least so many bytes long, and tells how long it is; undefined where it can't.
   */
  constructor(
    start: number,
    readonly grow: (bytes: number) => number | undefined,
  ) {
    this.#start = roundUp(start);
    this.#end = this.#start;
  }

  /**
   * The pointer to a block of at least so many bytes.
   * @param contents What it will hold; none for scratch memory.
   * @throws MemoryError when the heap is full, which names what holds the most.
   */
  allocate(bytes: number, contents?: BufferContents): number {
    const wanted = Math.max(alignment, roundUp(bytes));
    const block = this.#search(wanted, 8) ?? this.#take(wanted) ?? this.#extend(wanted);
    if (block.bytes - wanted >= alignment) this.#split(block, wanted);
    block.free = false;
    block.contents = contents;
    if (!contents) this.#scratchBytes += block.bytes;
    this.#live.set(block.pointer, block);
    this.#liveBytes += block.bytes;
    return block.pointer;
  }

  free(pointer: number): void {
    const block = this.#live.get(pointer);
    if (!block) throw new MemoryError(`the heap has no live block at ${pointer}`, { pointer });
    this.#live.delete(pointer);
    this.#liveBytes -= block.bytes;
    if (!block.contents) this.#scratchBytes -= block.bytes;
    block.contents = undefined;
    let merged = block;
    const { previous, next } = block;
    if (next?.free) {
      this.#unlink(next);
      this.#absorb(merged, next);
    }
    if (previous?.free) {
      this.#unlink(previous);
      this.#absorb(previous, merged);
      merged = previous;
    }
    this.#link(merged);
  }

  report(): HeapReport {
    const liveBytes = this.#liveBytes;
    const heapBytes = this.#end - this.#start;
    return {
      liveBytes,
      liveBlocks: this.#live.size,
      scratchBytes: this.#scratchBytes,
      heapBytes,
      freeBytes: heapBytes - liveBytes,
    };
  }

  /** Every block, from the heap's end on. */
  *#blocks(): Generator<Block> {
    for (let block = this.#last; block; block = block.previous) yield block;
  }

  /**
   * The tightest of the first `limit` blocks of the very bin that are large enough: programs ask for the same sizes
   * again and again, and would else split a larger block each time.
   */
  #search(wanted: number, limit: number): Block | undefined {
    let best: Block | undefined;
    let block = this.#bins[binOf(wanted)];
    for (let i = 0; block && i < limit && best?.bytes !== wanted; i++, block = block.after) {
      if (block.bytes >= wanted && block.bytes < (best?.bytes ?? Number.POSITIVE_INFINITY)) best = block;
    }
    if (best) this.#unlink(best);
    return best;
  }

  /** A free block from the first bin whose blocks are all large enough, taken out of its list. */
  #take(wanted: number): Block | undefined {
    // Rounded up to the next bin's smallest size, so that the first block found is large enough.
    const bin = binOf(wanted) + (isBinSize(wanted) ? 0 : 1);
    let power = bin >> stepBits;
    let steps = this.#steps[power]! & (-1 << (bin & (binsPerPower - 1)));
    if (steps === 0) {
      const powers = power >= 31 ? 0 : this.#powers & (-1 << (power + 1));
      if (powers === 0) return undefined;
      power = 31 - Math.clz32(powers & -powers);
      steps = this.#steps[power]!;
    }
    const block = this.#bins[(power << stepBits) | (31 - Math.clz32(steps & -steps))]!;
    this.#unlink(block);
    return block;
  }

  /** A block at the heap's end, after growing the memory where needed. */
  #extend(wanted: number): Block {
    const tail = this.#last?.free ? this.#last : undefined;
    const missing = wanted - (tail?.bytes ?? 0);
    const end = missing > 0 ? this.grow(this.#end + missing) : this.#end;
    if (end === undefined) {
      const found = this.#search(wanted, Number.POSITIVE_INFINITY);
      if (found) return found;
      throw fullHeapError(wanted, this.#blocks());
    }
    const added = Math.floor((end - this.#end) / alignment) * alignment;
    if (tail) {
      this.#unlink(tail);
      tail.bytes += added;
      this.#end += added;
      return tail;
    }
    const block = newBlock(this.#end, added, this.#last);
    if (this.#last) this.#last.next = block;
    this.#last = block;
    this.#end += added;
    return block;
  }

  #split(block: Block, bytes: number): void {
    const rest = newBlock(block.pointer + bytes, block.bytes - bytes, block);
    rest.next = block.next;
    if (rest.next) rest.next.previous = rest;
    else this.#last = rest;
    block.next = rest;
    block.bytes = bytes;
    this.#link(rest);
  }

  #absorb(block: Block, next: Block): void {
    block.bytes += next.bytes;
    block.next = next.next;
    if (block.next) block.next.previous = block;
    else this.#last = block;
  }

  #link(block: Block): void {
    const bin = binOf(block.bytes);
    block.free = true;
    block.before = undefined;
    block.after = this.#bins[bin];
    if (block.after) block.after.before = block;
    this.#bins[bin] = block;
    this.#steps[bin >> stepBits]! |= 1 << (bin & (binsPerPower - 1));
    this.#powers |= 1 << (bin >> stepBits);
  }

  #unlink(block: Block): void {
    const bin = binOf(block.bytes);
    if (block.after) block.after.before = block.before;
    if (block.before) block.before.after = block.after;
    else if (!(this.#bins[bin] = block.after)) {
      const power = bin >> stepBits;
      this.#steps[power]! &= ~(1 << (bin & (binsPerPower - 1)));
      if (this.#steps[power] === 0) this.#powers &= ~(1 << power);
    }
    block.free = false;
  }
}

function newBlock(pointer: number, bytes: number, previous: Block | undefined): Block {
  const none = { contents: undefined, next: undefined, before: undefined, after: undefined };
  return { pointer, bytes, free: false, previous, ...none };
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/** The bin that holds blocks of this size: its power of two and the eighth within it. Sizes are multiples of 64. */
function binOf(bytes: number): number {
  const lines = bytes / alignment;
  const power = 31 - Math.clz32(lines);
  const step = power >= stepBits ? lines >>> (power - stepBits) : lines << (stepBits - power);
  return (power << stepBits) | (step & (binsPerPower - 1));
}

/** Whether the size is the smallest of its bin. */
function isBinSize(bytes: number): boolean {
  const lines = bytes / alignment;
  const power = 31 - Math.clz32(lines);
  return power <= stepBits || (lines & ((1 << (power - stepBits)) - 1)) === 0;
}
