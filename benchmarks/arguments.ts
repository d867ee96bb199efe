import { parseArgs } from "node:util";
import { cases } from "./cases/index.ts";
import type { Where } from "./measure/programs.ts";

export interface Arguments {
  /** Parts of the cases' names; all of them without. */
  readonly cases: readonly string[];
  readonly peers: readonly string[];
  readonly threads: readonly number[];
  readonly where: readonly Where[];
  readonly rounds: number;
  readonly json: boolean;
  readonly write: boolean;
}

export class WrongUsage extends Error {}

export const allPeers = ["mebae", "mebae-blas", "mebae-eager", "torch", "jax", "tfjs"] as const;

const usage = `pnpm bench [options]: Mebae beside its peers, in one run (build first: pnpm build)

  --cases a,b      only cases whose name holds one of these; "operation" and "step" stand for all of a kind
  --peers a,b      of ${allPeers.join(", ")}
  --threads 1,2    thread counts
  --where a,b      of node, chromium
  --rounds n       how often each program gets its turn (7)
  --json           the measurements as one JSON object on standard output, in place of tables
  --no-write       leave benchmarks/RESULTS.md as it is; so does any run that isn't whole
  --help`;

const options = {
  cases: { type: "string", default: "" },
  peers: { type: "string", default: allPeers.join(",") },
  threads: { type: "string", default: "1,2" },
  where: { type: "string", default: "node,chromium" },
  rounds: { type: "string", default: "7" },
  json: { type: "boolean", default: false },
  write: { type: "boolean", default: true },
  help: { type: "boolean", default: false },
} as const;

const listOf = (text: string) => text.split(",").filter((part) => part !== "");

function someOf<T extends string>(name: string, text: string, known: readonly T[]): T[] {
  return listOf(text).map((part) => {
    if ((known as readonly string[]).includes(part)) return part as T;
    throw new WrongUsage(`--${name}: expected some of ${known.join(", ")}, got "${part}"`);
  });
}

function counts(name: string, text: string): number[] {
  return listOf(text).map((part) => {
    const count = Number(part);
    if (Number.isSafeInteger(count) && count >= 1) return count;
    throw new WrongUsage(`--${name}: expected whole numbers of at least 1, got "${part}"`);
  });
}

/** @returns undefined after showing the help. */
export function readArguments(argv: readonly string[]): Arguments | undefined {
  const { values } = parse(argv);
  if (values.help) {
    console.log(usage);
    return undefined;
  }
  const wanted = listOf(values.cases);
  for (const part of wanted) {
    if (!cases.some((work) => isWanted(work, [part])))
      throw new WrongUsage(`--cases: no case's name holds "${part}"`);
  }
  return {
    cases: wanted,
    peers: someOf("peers", values.peers, allPeers),
    threads: counts("threads", values.threads),
    where: someOf("where", values.where, ["node", "chromium"]),
    rounds: counts("rounds", values.rounds)[0] ?? 7,
    json: values.json,
    write: values.write,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowNegative: true });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

export function isWanted({ name, kind }: { name: string; kind: string }, parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => part === kind || name.includes(part));
}

/** Whether this is the run whose table is kept: everything, measured often enough. */
export function isWhole({ cases: some, peers, threads, where, rounds }: Arguments): boolean {
  return (
    some.length === 0 &&
    allPeers.every((peer) => peers.includes(peer)) &&
    [1, 2].every((count) => threads.includes(count)) &&
    where.length === 2 &&
    rounds >= 5
  );
}
