import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
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
  start(): Promise<Program>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** OpenBLAS finds its own best settings: the two that some shells set for others are taken back. */
function openBlasEnvironment(threads: number): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  return { ...rest, OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` };
}

/** Everything that could run in Node. jax-js and TensorFlow.js have one thread there, and run once. */
export function nodeContestants(threads: number): Contestant[] {
  const environment = openBlasEnvironment(threads);
  const of = (name: string, peer: string): Contestant => ({
    name,
    peer,
    where: "node",
    threads,
    start: async () =>
      startChild(process.execPath, [here("../protocol/nodeServer.ts"), peer, `${threads}`], environment),
  });
  const torch: Contestant = {
    ...of("PyTorch", "torch"),
    start: async () =>
      startChild("/usr/bin/python3", [here("../peers/torch_server.py"), `${threads}`], environment),
  };
  return [
    of("mebae", "mebae"),
    of("mebae+blas", "mebae-blas"),
    of("mebae eager", "mebae-eager"),
    torch,
    ...(threads === 1 ? [of("jax-js", "jax"), of("tfjs", "tfjs")] : []),
  ];
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
  return [of("mebae", "mebae"), of("mebae eager", "mebae-eager"), of("jax-js", "jax"), of("tfjs", "tfjs")];
}
