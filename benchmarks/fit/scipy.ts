import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { FitCase } from "./cases.ts";

export interface ScipyReply {
  readonly milliseconds: number[];
  readonly parameters: number[];
  readonly logLikelihood: number;
}

/** SciPy in a process of its own, asked one fit after the other. */
export class Scipy {
  readonly versions: { readonly scipy: string; readonly numpy: string };
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterableIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterableIterator<string>, first: string) {
    this.#child = child;
    this.#lines = lines;
    this.versions = JSON.parse(first);
  }

  /** Error where `python` has no SciPy. */
  static async start(python: string): Promise<Scipy> {
    const server = new URL("scipy_server.py", import.meta.url).pathname;
    // One thread, as Mebae's fits have.
    const child = spawn(python, [server], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, OPENBLAS_NUM_THREADS: "1" },
    });
    const reader: Interface = createInterface({ input: child.stdout! });
    const lines = reader[Symbol.asyncIterator]() as AsyncIterableIterator<string>;
    const first = await lines.next();
    if (first.done)
      throw new Error(`${python} has no SciPy: pip install scipy, or apt-get install python3-scipy`);
    return new Scipy(child, lines, first.value);
  }

  async fit({ scipy }: FitCase, file: string, repeats: number): Promise<ScipyReply> {
    this.#child.stdin!.write(`${JSON.stringify({ ...scipy, file, repeats })}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("SciPy ended");
    const reply = JSON.parse(value);
    if (reply.error) throw new Error(`SciPy's ${scipy.name}: ${reply.error}`);
    return reply;
  }

  stop(): void {
    this.#child.stdin!.end();
  }
}
