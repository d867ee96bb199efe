import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Case } from "../cases/index.ts";
import { startChild } from "../protocol/child.ts";
import { executablePath, startPage } from "../protocol/page.ts";
import type { Program } from "../protocol/program.ts";

export type Where = "node" | "chromium";

/** One column of the table: a library, where it runs and on how many threads. */
export interface Contestant {
  readonly name: string;
  /** Where it stands in the table's order, and what `--peers` calls it. */
  readonly peer: string;
  readonly where: Where;
  readonly threads: number;
  /** The kind of cases that it takes part in; both by default. */
  readonly only?: Case["kind"];
  start(): Promise<Program>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** OpenBLAS finds its own best settings: the two that some shells set for others are taken back. */
function openBlasEnvironment(threads: number): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  return { ...rest, OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` };
}

function inNode(name: string, peer: string, threads: number): Contestant {
  const server = here("../protocol/nodeServer.ts");
  const start = async () =>
    startChild(process.execPath, [server, peer, `${threads}`], openBlasEnvironment(threads));
  return { name, peer, where: "node", threads, start };
}

function torch(name: string, threads: number): Contestant {
  const server = here("../peers/torch_server.py");
  const start = async () =>
    startChild("/usr/bin/python3", [server, `${threads}`], openBlasEnvironment(threads));
  return { name, peer: "torch", where: "node", threads, start };
}

/**
 * Everything that could run in Node. jax-js and TensorFlow.js have one thread there, and run once; the gain by more
 * threads is seen beside one thread in the same minute.
 */
export function nodeContestants(threads: number): Contestant[] {
  const all = [
    inNode("mebae", "mebae", threads),
    inNode("mebae+blas", "mebae-blas", threads),
    { ...inNode("mebae eager", "mebae-eager", threads), only: "step" as const },
    torch("PyTorch", threads),
  ];
  if (threads === 1) return [...all, inNode("jax-js", "jax", 1), inNode("tfjs", "tfjs", 1)];
  const single = [inNode("mebae, 1 thread", "mebae", 1), torch("PyTorch, 1 thread", 1)];
  return [...all, ...single.map((contestant) => ({ ...contestant, only: "operation" as const }))];
}

/** Everything that could run in a page, served at `url`. */
export function chromiumContestants(threads: number, url: string): Contestant[] {
  const of = (name: string, peer: string): Contestant => ({
    name,
    peer,
    where: "chromium",
    threads,
    start: async () => {
      if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}`);
      return startPage(url, peer, threads);
    },
  });
  const eager = { ...of("mebae eager", "mebae-eager"), only: "step" as const };
  return [of("mebae", "mebae"), eager, of("jax-js", "jax"), of("tfjs", "tfjs")];
}
