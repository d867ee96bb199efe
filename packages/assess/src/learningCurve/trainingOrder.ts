import type { Examples } from "@mebae/data";
import { Generator } from "@mebae/tensor";

/**
 * Training rows in an order of which every beginning is a training set: growing subsets are nested.
 * - Classes: one row of each first, so that no subset lacks a class; from there on classes keep their shares.
 * - Groups: whole groups after one another, as data grow by patients or machines, those first whose class lags behind.
 *   Only the last group of a subset is cut.
 * - Times: rows of the whole past, thinned out. The latest n alone would also be nearer to the test part, or further from
 *   it, and the curve would show that as well.
 */
export function trainingOrder(examples: Examples, rows: ArrayLike<number>, seed: number): Int32Array {
  const generator = new Generator(seed).fold("trainingOrder");
  const shuffled = Array.from(generator.permutation(rows.length), (place) => rows[place]!);
  const { groups, labels } = examples;
  if (groups) return byGroups(shuffled, groups, labels);
  return labels ? byShares(shuffled, labels) : Int32Array.from(shuffled);
}

/** A row's place is where, between 0 and 1, its class would have it if it were spread evenly; a class's first comes first. */
function byShares(shuffled: readonly number[], labels: ArrayLike<number>): Int32Array {
  const members = membersOf(shuffled, (row) => labels[row]!);
  const places = [...members.values()].flatMap((list) =>
    list.map((row, j) => ({ row, place: j === 0 ? 0 : (j + 0.5) / list.length })),
  );
  // Sorting is stable: draw which class comes first among equals.
  const drawn = new Map(shuffled.map((row, i) => [row, i]));
  places.sort((a, b) => a.place - b.place || drawn.get(a.row)! - drawn.get(b.row)!);
  return Int32Array.from(places, ({ row }) => row);
}

function byGroups(
  shuffled: readonly number[],
  groups: ArrayLike<number | string>,
  labels: ArrayLike<number> = { length: 0 },
): Int32Array {
  const members = membersOf(shuffled, (row) => groups[row]!);
  const counts = membersOf(shuffled, (row) => labels[row]);
  /** Of each class the groups that hold it, in the order drawn. */
  const waiting = new Map(
    [...counts].map(([label, rows]) => [label, [...new Set(rows.map((row) => groups[row]!))]]),
  );
  const taken = new Map([...counts.keys()].map((label) => [label, 0]));
  const used = new Set<number | string>();
  const order: number[] = [];
  while (order.length < shuffled.length) {
    let lagging: (number | string)[] = [];
    let most = Number.NEGATIVE_INFINITY;
    for (const [label, queue] of waiting) {
      while (queue.length > 0 && used.has(queue[0]!)) queue.shift();
      const lag = (counts.get(label)!.length * (order.length + 1)) / shuffled.length - taken.get(label)!;
      if (queue.length > 0 && lag > most) [most, lagging] = [lag, queue];
    }
    const group = lagging[0]!;
    used.add(group);
    for (const row of members.get(group)!) taken.set(labels[row], taken.get(labels[row])! + 1);
    order.push(...members.get(group)!);
  }
  return Int32Array.from(order);
}

function membersOf<K>(rows: readonly number[], keyOf: (row: number) => K): Map<K, number[]> {
  const members = new Map<K, number[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const list = members.get(key);
    if (list) list.push(row);
    else members.set(key, [row]);
  }
  return members;
}
