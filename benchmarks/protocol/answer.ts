import type { Checked, Peer, Prepared, RawTensor, Reply, Request, Task, Timed } from "./messages.ts";

/** Shorter runs are timed several at a time, so that the clock's grain doesn't show. */
const shortest = 1;
const lossesCompared = 5;
const outputsCompared = 64;

/** How a program reads a case's file and tells its memory, which differs between Node and a page. */
export interface Host {
  read(file: string): Promise<ArrayBuffer>;
  memory(): Promise<number>;
}

/** Answers the harness for one library. */
export class Answers {
  readonly peer: Peer;
  readonly host: Host;
  #prepared: Prepared | undefined;
  /** Runs a measurement at least. */
  #least = 1;
  /** Runs a measurement; 0 until the first one. */
  #together = 0;

  constructor(peer: Peer, host: Host) {
    this.peer = peer;
    this.host = host;
  }

  async answer(request: Request): Promise<Reply> {
    try {
      return await this.#answer(request);
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  async #answer(request: Request): Promise<Reply> {
    switch (request.ask) {
      case "describe":
        return this.peer.describe();
      case "prepare":
        return this.#prepare(request);
      case "check":
        return this.#check();
      case "time":
        return this.#time(request.milliseconds);
      case "memory":
        return { bytes: await this.host.memory() };
      case "release":
        this.#prepared?.release();
        this.#prepared = undefined;
        return {};
    }
  }

  async #prepare(task: Task): Promise<Reply<"prepare">> {
    const buffer = await this.host.read(task.file);
    const tensors = task.tensors.map(({ name, shape, dtype, offset }): [string, RawTensor] => {
      const size = shape.reduce((total, n) => total * n, 1);
      const data =
        dtype === "int32" ? new Int32Array(buffer, offset, size) : new Float32Array(buffer, offset, size);
      return [name, { shape, data }];
    });
    this.#together = 0;
    this.#least = task.together ?? 1;
    this.#prepared = await this.peer.prepare(task, new Map(tensors));
    return {};
  }

  async #check(): Promise<Checked> {
    const prepared = this.#current();
    if (prepared.output) {
      const output = await prepared.output();
      const stride = Math.max(1, Math.floor(output.length / outputsCompared));
      const values = Array.from(output).filter((_, i) => i % stride === 0);
      return { values, unchanged: [] };
    }
    const before = await prepared.parameters!();
    const values: number[] = [];
    for (let i = 0; i < lossesCompared; i++) values.push((await prepared.run()) as number);
    const now = await prepared.parameters!();
    const unchanged = [...now].filter(([name, data]) => {
      const start = before.get(name)!;
      return data.every((value, i) => value === start[i]);
    });
    return { values, unchanged: unchanged.map(([name]) => name) };
  }

  /** Measures for about so long, once at least. */
  async #time(milliseconds: number): Promise<Timed> {
    const { run } = this.#current();
    if (this.#together === 0) {
      const { count, taken } = await countFor(run, this.#least, shortest);
      this.#together = count;
      // A run that lasts longer than the whole turn was warmed up by the check, and is a measurement already.
      if (taken > 4 * milliseconds) return { times: [taken / count] };
    }
    const times: number[] = [];
    const end = performance.now() + milliseconds;
    do {
      const start = performance.now();
      for (let i = 0; i < this.#together; i++) {
        const result = run();
        if (result instanceof Promise) await result;
      }
      times.push((performance.now() - start) / this.#together);
    } while (performance.now() < end);
    return { times };
  }

  #current(): Prepared {
    if (!this.#prepared) throw new Error("nothing is prepared");
    return this.#prepared;
  }
}

/** Warms up, and finds how many runs, `least` or more, last `milliseconds`, and how long they took. */
async function countFor(
  run: Prepared["run"],
  least: number,
  milliseconds: number,
): Promise<{ count: number; taken: number }> {
  for (let count = least; ; count *= 2) {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    const taken = performance.now() - start;
    if (taken >= milliseconds) return { count, taken };
  }
}
