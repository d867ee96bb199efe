import type { Generator } from "@mebae/tensor";
import type { Bins } from "./bins.js";
import type { Tree } from "./tree.js";

/** What splits are judged by, and what leaves say. */
export interface Purpose {
  /** Values a leaf. */
  readonly width: number;
  /** Looks at the rows of a node before its splits are searched; false makes it a leaf. */
  open(rows: Int32Array, from: number, to: number): boolean;
  /**
   * The best cut of the rows, which are sorted by their codes: rows up to and with `at` go to the left. The gain is over
   * not splitting; undefined where no cut is allowed, or none is worth it.
   */
  cut(sorted: Int32Array, codes: Uint8Array, count: number): { at: number; gain: number } | undefined;
  /** Writes what a leaf of these rows says. */
  leaf(rows: Int32Array, from: number, to: number, values: number[]): void;
}

export interface GrowOptions {
  readonly bins: Bins;
  /** Rows that take part, each once; reordered. */
  readonly rows: Int32Array;
  readonly purpose: Purpose;
  /** How many columns are tried at a node; more, where all of these are constant there. */
  readonly tried: number;
  /** Splits from the root to a leaf. */
  readonly depth: number;
  readonly generator: Generator;
}

interface Split {
  readonly column: number;
  /** The codes of the last row on the left and the first on the right. */
  readonly left: number;
  readonly right: number;
  readonly gain: number;
}

/** Grows a tree, depth first, trying columns drawn at random at each node. */
export function growTree({ bins, rows, purpose, tried, depth, generator }: GrowOptions): Tree {
  const column: number[] = [-1];
  const threshold: number[] = [0];
  const next: number[] = [0];
  const values: number[] = [];
  const search = new SplitSearch(bins, purpose, tried, generator);
  const open = [{ node: 0, from: 0, to: rows.length, left: depth }];
  for (let job = open.pop(); job; job = open.pop()) {
    const { node, from, to, left } = job;
    const split =
      purpose.open(rows, from, to) && left > 0 && to - from > 1 ? search.best(rows, from, to) : undefined;
    if (!split) {
      next[node] = values.length;
      purpose.leaf(rows, from, to, values);
      continue;
    }
    column[node] = split.column;
    const { least, greatest } = bins;
    threshold[node] = middle(greatest[split.column]![split.left]!, least[split.column]![split.right]!);
    const child = column.length;
    next[node] = child;
    for (let i = 0; i < 2; i++) {
      column.push(-1);
      threshold.push(0);
      next.push(0);
    }
    const border = divide(rows, from, to, bins, split);
    open.push({ node: child + 1, from: border, to, left: left - 1 });
    open.push({ node: child, from, to: border, left: left - 1 });
  }
  return {
    column: Int32Array.from(column),
    threshold: Float64Array.from(threshold),
    next: Int32Array.from(next),
    values: Float64Array.from(values),
    width: purpose.width,
  };
}

/** Between a < b, and never b itself, to which the middle of neighbours may round. */
function middle(a: number, b: number): number {
  const between = a + (b - a) / 2;
  return between < b ? between : a;
}

/** Brings the rows that go to the left before the others, and says where these begin. */
function divide(rows: Int32Array, from: number, to: number, bins: Bins, { column, left }: Split): number {
  const offset = column * bins.rows;
  let border = from;
  for (let i = from; i < to; i++) {
    const row = rows[i]!;
    if (bins.codes[offset + row]! > left) continue;
    rows[i] = rows[border]!;
    rows[border++] = row;
  }
  return border;
}

/** Below this, rows are sorted by insertion rather than by counting through all codes. */
const few = 40;

/** Searches the best split of a node among columns drawn at random. */
class SplitSearch {
  readonly #order: Int32Array;
  readonly #sorted: Int32Array;
  readonly #codes: Uint8Array;
  readonly #starts = new Int32Array(257);
  readonly #bins: Bins;
  readonly #purpose: Purpose;
  readonly #tried: number;
  readonly #generator: Generator;

  constructor(bins: Bins, purpose: Purpose, tried: number, generator: Generator) {
    this.#bins = bins;
    this.#purpose = purpose;
    this.#tried = tried;
    this.#generator = generator;
    this.#order = Int32Array.from({ length: bins.columns }, (_, j) => j);
    this.#sorted = new Int32Array(bins.rows);
    this.#codes = new Uint8Array(bins.rows);
  }

  /**
   * Columns that are constant among the rows count as tried: deep in a tree most are, and trees that found the few others
   * every time would be too much alike. But the search goes on until one varies, so that a node splits wherever it can.
   */
  best(rows: Int32Array, from: number, to: number): Split | undefined {
    const order = this.#order;
    const count = to - from;
    const isRandom = this.#tried < order.length;
    let best: Split | undefined;
    let varies = false;
    for (let drawn = 0; drawn < order.length && !(varies && drawn >= this.#tried); drawn++) {
      if (isRandom) {
        const other = this.#generator.integer(drawn, order.length);
        const kept = order[drawn]!;
        order[drawn] = order[other]!;
        order[other] = kept;
      }
      const column = order[drawn]!;
      if (!this.#sort(rows, from, to, column)) continue;
      varies = true;
      const cut = this.#purpose.cut(this.#sorted, this.#codes, count);
      if (!cut || (best && cut.gain <= best.gain)) continue;
      best = { column, left: this.#codes[cut.at]!, right: this.#codes[cut.at + 1]!, gain: cut.gain };
    }
    return best;
  }

  /** Sorts the rows by the column's codes; false where they are all the same. */
  #sort(rows: Int32Array, from: number, to: number, column: number): boolean {
    const codes = this.#bins.codes;
    const offset = column * this.#bins.rows;
    let low = 255;
    let high = 0;
    for (let i = from; i < to; i++) {
      const code = codes[offset + rows[i]!]!;
      if (code < low) low = code;
      if (code > high) high = code;
    }
    if (low >= high) return false;
    if (to - from <= few) this.#insert(rows, from, to, offset);
    else this.#count(rows, from, to, offset, low, high);
    return true;
  }

  #insert(rows: Int32Array, from: number, to: number, offset: number): void {
    const [sorted, own, codes] = [this.#sorted, this.#codes, this.#bins.codes];
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const code = codes[offset + row]!;
      let place = i - from;
      for (; place > 0 && own[place - 1]! > code; place--) {
        own[place] = own[place - 1]!;
        sorted[place] = sorted[place - 1]!;
      }
      own[place] = code;
      sorted[place] = row;
    }
  }

  #count(rows: Int32Array, from: number, to: number, offset: number, low: number, high: number): void {
    const [sorted, own, codes, starts] = [this.#sorted, this.#codes, this.#bins.codes, this.#starts];
    starts.fill(0, low, high + 2);
    for (let i = from; i < to; i++) starts[codes[offset + rows[i]!]! + 1]!++;
    for (let code = low + 1; code <= high; code++) starts[code]! += starts[code - 1]!;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const code = codes[offset + row]!;
      const place = starts[code]!++;
      own[place] = code;
      sorted[place] = row;
    }
  }
}
