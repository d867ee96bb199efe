import { range } from "./indexing.js";
import type { ShaderModule } from "./module.js";

/** How the lanes that combine what they have lie in a workgroup, and what the code calls them. */
export interface LaneLayout {
  /** Lanes of a row, a power of two. */
  readonly lanes: number;
  /** Rows of a workgroup. */
  readonly together: number;
  /** Whether the lanes of a row are neighbours, `local = row·lanes + lane`; else the rows are, `local = lane·together + row`. */
  readonly along: boolean;
  /** Names of an invocation's lane and of its row in the workgroup, both u32. */
  readonly lane: string;
  readonly row: string;
}

/** A variable that each lane has. */
export interface LaneValue {
  readonly name: string;
  readonly type: string;
}

/** What two lanes' values make, of each kind one: statements, whose names begin with the prefix, and texts of the results. */
export type Combine = (
  a: readonly string[],
  b: readonly string[],
  prefix: string,
) => { readonly statements: string; readonly values: readonly string[] };

export interface LaneTree {
  readonly layout: LaneLayout;
  readonly values: readonly LaneValue[];
  readonly combine: Combine;
  /** Whether all lanes are to know the result, or only lane 0 is. */
  readonly everywhere: boolean;
  /** Begins the names of what this tree declares: each of a shader has another. */
  readonly prefix: string;
  /** Which of two sets of arrays it goes through. With the other one than the tree before it needn't wait until all have read. */
  readonly memory: 0 | 1;
}

/** Values that an invocation combines between two barriers where there are no subgroups. */
const radix = 4;

/**
 * Combines the variables of a row's lanes in a tree: lanes 2i and 2i + 1, then their results, and so on, the lower lane's first.
 * Where the device has subgroups, the first levels are shuffles among so many neighbours as the smallest subgroup has, and
 * what those leave goes through workgroup memory, to be shuffled again; else all goes through workgroup memory, four values
 * at a time. The tree is the same, and so are the bits of its result, whatever the size of a subgroup is.
 */
export function laneTree(module: ShaderModule, tree: LaneTree): string {
  const { lanes, along } = tree.layout;
  if (lanes === 1) return "";
  const least = module.facts.subgroupSize;
  return (along && least > 1 ? shuffled(module, tree, least) : throughMemory(module, tree)).join("\n  ");
}

/** All lanes know the result at the end. */
function throughMemory(module: ShaderModule, tree: LaneTree): string[] {
  const { layout, values, combine, prefix } = tree;
  const { lanes, lane } = layout;
  const memory = sharedMemory(module, tree, lanes, radix);
  const lines = [...memory.store(0, lanes, lane), "workgroupBarrier();"];
  for (let count = lanes, turn = 0; count > 1; turn++) {
    const group = Math.min(radix, count);
    const left = count / group;
    const first = left === 1 ? "" : `${lane} * ${group}u + `;
    const read = range(group).map((j) => memory.at(turn, count, `${first}${j}u`));
    const body = pairwise(read, combine, `${prefix}${turn}_`, values);
    if (left === 1) lines.push(...body);
    else
      lines.push(
        `if (${lane} < ${left}u) {`,
        ...body,
        ...memory.store(turn + 1, left, lane),
        "}",
        "workgroupBarrier();",
      );
    count = left;
  }
  return lines;
}

/** The tree over some values of each kind that were read, which leaves its result in the variables. */
function pairwise(
  read: readonly (readonly string[])[],
  combine: Combine,
  prefix: string,
  values: readonly LaneValue[],
): string[] {
  // Named: a combination may use a value several times.
  const name = (j: number, k: number) => `${prefix}in${j}_${k}`;
  const lines = read.flatMap((texts, j) => texts.map((text, k) => `let ${name(j, k)} = ${text};`));
  let level: (readonly string[])[] = read.map((texts, j) => texts.map((_, k) => name(j, k)));
  let made = 0;
  while (level.length > 1) {
    level = range(level.length / 2).map((i) => {
      const both = combined(combine, level[2 * i]!, level[2 * i + 1]!, `${prefix}${made++}_`);
      lines.push(...both.lines);
      return both.names;
    });
  }
  return [...lines, ...values.map(({ name }, k) => `${name} = ${level[0]![k]};`)];
}

/** What two lanes' values make, with names. */
function combined(combine: Combine, a: readonly string[], b: readonly string[], prefix: string) {
  const { statements, values } = combine(a, b, prefix);
  const names = values.map((_, k) => `${prefix}both${k}`);
  return { names, lines: [statements, ...names.map((name, k) => `let ${name} = ${values[k]};`)] };
}

/** @param least Invocations that every subgroup has: `least` neighbours that begin at a multiple of it share one. */
function shuffled(module: ShaderModule, tree: LaneTree, least: number): string[] {
  const { values, everywhere } = tree;
  const { lanes, lane } = tree.layout;
  module.numberBySubgroups();
  let group = Math.min(least, lanes);
  const lines = shuffles(tree, group, 0);
  const memory = sharedMemory(module, tree, lanes / group, least);
  for (let count = lanes / group, turn = 0; count > 1; turn++) {
    // What the first turn leaves is in all lanes; later ones compute each value in several places.
    const writers =
      turn === 0 ? `${lane} % ${group}u == 0u` : `${lane} < ${count * group}u && ${lane} % ${group}u == 0u`;
    lines.push(
      `if (${writers}) {`,
      ...memory.store(turn, count, `${lane} / ${group}u`),
      "}",
      "workgroupBarrier();",
    );
    const read = memory.at(turn, count, `${lane} % ${count}u`);
    lines.push(...values.map(({ name }, k) => `${name} = ${read[k]};`));
    group = Math.min(least, count);
    lines.push(...shuffles(tree, group, turn + 1));
    count /= group;
  }
  if (everywhere) {
    const first = `subgroupInvocation & ${~(group - 1) >>> 0}u`;
    lines.push(
      ...values.map(
        (value) => `${value.name} = ${exchanged(value, (x) => `subgroupShuffle(${x}, ${first})`)};`,
      ),
    );
  }
  return lines;
}

/** The levels among `group` neighbours: right in the first of them, where the lower one's values come first. */
function shuffles({ values, combine, prefix: begin }: LaneTree, group: number, turn: number): string[] {
  const lines: string[] = [];
  for (let step = 1; step < group; step *= 2) {
    const prefix = `${begin}${turn}_${step}_`;
    const others = values.map((_, k) => `${prefix}other${k}`);
    values.forEach((value, k) => {
      lines.push(`let ${others[k]} = ${exchanged(value, (x) => `subgroupShuffleXor(${x}, ${step}u)`)};`);
    });
    const names = values.map(({ name }) => name);
    const both = combined(combine, names, others, prefix);
    lines.push(...both.lines, ...names.map((name, k) => `${name} = ${both.names[k]};`));
  }
  return lines;
}

/** Subgroups exchange numbers. */
function exchanged({ name, type }: LaneValue, exchange: (value: string) => string): string {
  return type === "bool" ? `(${exchange(`select(0u, 1u, ${name})`)} != 0u)` : exchange(name);
}

/**
 * Workgroup memory for the values, two regions of it: a turn reads one and writes the other, which all have read before.
 * @param count Values of a row that the first turn stores; each leaves one of `fewer`.
 */
function sharedMemory(
  module: ShaderModule,
  { layout: { together, along, row }, values, memory }: LaneTree,
  count: number,
  fewer: number,
) {
  const first = count * together;
  const second = Math.ceil(count / fewer) > 1 ? Math.ceil(count / fewer) * together : 0;
  const arrays = values.map(({ type }, k) => `lanes${memory}_${k}_${type}`);
  if (count > 1)
    values.forEach(({ type }, k) => {
      module.declare(`var<workgroup> ${arrays[k]}: array<${type}, ${first + second}>;`);
    });
  const place = (turn: number, of: number, i: string) => {
    const inRegion = along ? `${row} * ${of}u + ${i}` : `(${i}) * ${together}u + ${row}`;
    return turn % 2 === 0 ? inRegion : `${first}u + ${inRegion}`;
  };
  return {
    /** The texts of value i, of `of` that a row has in this turn. */
    at: (turn: number, of: number, i: string) => arrays.map((array) => `${array}[${place(turn, of, i)}]`),
    store: (turn: number, of: number, i: string) =>
      values.map(({ name }, k) => `${arrays[k]}[${place(turn, of, i)}] = ${name};`),
  };
}
