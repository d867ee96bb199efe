import { Generator, UsageError } from "@mebae/tensor";
import { classTarget, type Dataset } from "../dataset.js";

/**
 * In which order an epoch goes through the examples:
 *   shuffled     each once, in random order
 *   stratified   each once, so that every stretch of the epoch has the classes in their proportions
 *   balanced     as many examples as there are, every class equally often: rare classes come several times, of frequent
 *                ones each epoch takes others, and none comes again before all of its class have come
 */
export type Sampling = "shuffled" | "stratified" | "balanced";

export interface OrderOptions {
  readonly sampling?: Sampling;
  /** As sampling "shuffled". */
  readonly shuffle?: boolean;
  readonly seed?: number;
  readonly epoch?: number;
}

/**
 * The examples of an epoch in order; it depends on the data's labels, sampling, seed and epoch only.
 * @throws UsageError at a sampling by classes of data without classes.
 */
export function epochOrder(dataset: Dataset, options: OrderOptions): Int32Array {
  const { shuffle = false, sampling = shuffle ? "shuffled" : undefined, seed = 0, epoch = 0 } = options;
  if (sampling === undefined) return Int32Array.from({ length: dataset.length }, (_, i) => i);
  const generator = new Generator(seed);
  if (sampling === "shuffled") return generator.fold("shuffle").fold(epoch).permutation(dataset.length);
  const members = membersByClass(dataset, sampling);
  if (sampling === "stratified") {
    const random = generator.fold("stratify").fold(epoch);
    return spread(
      members.map((all) => shuffled(all, random)),
      random,
    );
  }
  const random = generator.fold("balance");
  return spread(balancedShares(members, dataset.length, random, epoch), random.fold("spread").fold(epoch));
}

/** For each place of an order how often its example has come before. */
export function turnsOf(order: Int32Array): Int32Array {
  const seen = new Map<number, number>();
  return order.map((example) => {
    const turn = seen.get(example) ?? 0;
    seen.set(example, turn + 1);
    return turn;
  });
}

/** The examples of each class that has any. */
function membersByClass(dataset: Dataset, sampling: Sampling): number[][] {
  if (dataset.target?.kind !== "classes")
    throw new UsageError(`batches: sampling "${sampling}" needs classes, which ${dataset.name} has none of`);
  const { labels, classes } = classTarget(dataset);
  const members = classes.map((): number[] => []);
  labels.forEach((label, i) => members[label]!.push(i));
  return members.filter(({ length }) => length > 0);
}

function shuffled(all: readonly number[], random: Generator): number[] {
  return Array.from(random.permutation(all.length), (i) => all[i]!);
}

/**
 * Each class's part of an epoch of `length` examples. A class is an endless row of its members, shuffled anew each
 * time round; an epoch takes the stretch after the last epoch's, so that it needn't know what the last one took.
 */
function balancedShares(
  members: readonly (readonly number[])[],
  length: number,
  random: Generator,
  epoch: number,
): number[][] {
  // Where the length doesn't divide, the classes take turns in having one more.
  const begin = (c: number, end: number) => Math.floor((length * end + c) / members.length);
  return members.map((all, c) => {
    const share: number[] = [];
    let [round, row]: [number, number[]] = [-1, []];
    for (let place = begin(c, epoch); place < begin(c, epoch + 1); place++) {
      const wanted = Math.floor(place / all.length);
      if (wanted !== round) [round, row] = [wanted, shuffled(all, random.fold(c).fold(wanted))];
      share.push(row[place % all.length]!);
    }
    return share;
  });
}

/** Classes spread evenly: the j-th of a class's n stands at (j + u)/n of the way, u random. */
function spread(shares: readonly (readonly number[])[], random: Generator): Int32Array {
  const placed = shares.flatMap((share) =>
    share.map((example, j) => ({ example, at: (j + random.uniform()) / share.length })),
  );
  placed.sort((a, b) => a.at - b.at);
  return Int32Array.from(placed, ({ example }) => example);
}
