import { encodeModule, FunctionBody, isShared } from "../codegen/encoder.js";
import type { Machine } from "../machine.js";

/** What a test's kernel does beside its work. */
export interface Behaviour {
  /** Items from this one on trap, in the threads from `trapFrom` on. */
  readonly trapAt?: number;
  readonly trapFrom?: number;
  /** Threads from this one on never come back. */
  readonly hangFrom?: number;
  /** An argument more, as an input's address is one. */
  readonly input?: number;
  /** How long an item takes: turns of a loop. */
  readonly turns?: number;
  readonly grain?: number;
  /** Whether it takes its thread's number, for which scratch memory is bounded. */
  readonly numbered?: boolean;
}

const never = 1000;

/** A kernel that notes for each item how often it was done, and by which thread last. */
export class TestKernel {
  readonly #run: WebAssembly.ExportValue;
  /** Where it writes. */
  readonly out: number;

  constructor(
    readonly machine: Machine,
    readonly key: string,
    readonly items = 64,
  ) {
    this.#run = machine.instantiate(key, () => encodeModule(testFunction(), isShared(machine)))["run"]!;
    this.out = machine.allocate(8 * items);
  }

  /** Shares the items among the threads; returns how often each was done, and by whom. */
  run(behaviour: Behaviour = {}): { done: number[]; by: number[] } {
    const {
      trapAt = this.items,
      trapFrom = 0,
      hangFrom = never,
      input = 0,
      turns = 20_000,
      grain = 1,
      numbered = true,
    } = behaviour;
    const notes = () => new Int32Array(this.machine.memory.buffer, this.out, 2 * this.items);
    notes().fill(0);
    const args = [this.out, 0, 0, 0, trapAt, trapFrom, hangFrom, turns, input];
    this.machine.share(this.#run, args, {
      range: 1,
      count: this.items,
      grain,
      ...(numbered && { thread: 3 }),
    });
    const all = [...notes()];
    return { done: all.filter((_, i) => i % 2 === 0), by: all.filter((_, i) => i % 2 === 1) };
  }

  /** Runs until `seen` says so: a busy machine may let the workers come late. */
  async runUntil(seen: (found: { done: number[]; by: number[] }) => boolean, behaviour: Behaviour = {}) {
    for (;;) {
      const found = this.run(behaviour);
      if (seen(found)) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Waits until so many threads work. */
export async function joined(machine: Machine, threads: number): Promise<void> {
  const kernel = new TestKernel(machine, "joining");
  await kernel.runUntil(() => machine.threads.joined === threads, { turns: 1, numbered: false });
}

/** (notes, begin, end, thread, trapAt, trapFrom, hangFrom, turns, input) */
function testFunction(): FunctionBody {
  const body = new FunctionBody(new Array(9).fill("i32"));
  const [notes, begin, end, thread, trapAt, trapFrom, hangFrom, turns] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const left = body.local("i32");
  const address = body.local("i32");
  const both = () => body.op("i32.and");
  body.while(
    () => body.get(begin, end).op("i32.lt_u"),
    () => {
      body.get(begin, trapAt).op("i32.ge_u").get(thread, trapFrom).op("i32.ge_u");
      both();
      // The heap of a test is small: this address is beyond it.
      body.if(undefined, () => body.i32(-64).i32(0).memory("i32.store"));
      body.while(
        () => body.get(thread, hangFrom).op("i32.ge_u"),
        () => undefined,
      );
      body.get(turns).set(left);
      body.while(
        () => body.get(left),
        () => body.increase(left, () => body.i32(-1)),
      );
      body.get(notes, begin).i32(8).op("i32.mul", "i32.add").set(address);
      body.get(address, address).memory("i32.load").i32(1).op("i32.add").memory("i32.store");
      body.get(address, thread).memory("i32.store", 4);
      body.increase(begin, () => body.i32(1));
    },
  );
  return body;
}
