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

/** PyTorch finds its own best settings: the two that this machine's toolchain sets for others are taken back. */
function torchEnvironment(threads: number): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...rest } = process.env;
  return { ...rest, OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` };
}

const inNode = (peer: string, threads: number) => async () =>
  startChild(process.execPath, [here("../protocol/nodeServer.ts"), peer, `${threads}`]);

/** Everything that could run in Node. jax-js and TensorFlow.js have one thread there, and run once. */
export function nodeContestants(threads: number): Contestant[] {
  const of = (name: string, peer: string): Contestant => ({
    name,
    peer,
    where: "node",
    threads,
    start: inNode(peer, threads),
  });
  const single = threads === 1 ? [of("jax-js", "jax"), of("tfjs", "tfjs")] : [];
  const torch: Contestant = {
    ...of("PyTorch", "torch"),
    start: async () =>
      startChild(
        "/usr/bin/python3",
        [here("../peers/torch_server.py"), `${threads}`],
        torchEnvironment(threads),
      ),
  };
  return [of("mebae", "mebae"), of("mebae eager", "mebae-eager"), torch, ...single];
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
