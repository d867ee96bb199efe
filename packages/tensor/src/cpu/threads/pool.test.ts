import { Worker as NodeWorker } from "node:worker_threads";
import { afterEach, describe, expect, test } from "vitest";
import { type CpuOptions, Machine } from "../machine.js";
import { joined, TestKernel } from "../testing/testKernel.js";
import type { WorkerLike } from "./start.js";
import { source } from "./worker.generated.js";

const machines: Machine[] = [];
afterEach(() => {
  for (const machine of machines.splice(0)) machine.dispose();
});

function machineOf(options: CpuOptions): Machine {
  const machine = new Machine(options);
  machines.push(machine);
  return machine;
}

/** A machine whose workers a test can get at. */
function withWorkers(threads: number) {
  const workers: NodeWorker[] = [];
  const startWorker = (): WorkerLike => {
    const worker = new NodeWorker(source, { eval: true });
    workers.push(worker);
    return worker;
  };
  return { machine: machineOf({ threads, startWorker }), workers };
}

const once = (done: readonly number[]) => done.every((count) => count === 1);

describe("a pool of threads", () => {
  test.each([2, 3, 5])("of %i does every item once, and every thread takes part", async (threads) => {
    const machine = machineOf({ threads });
    const kernel = new TestKernel(machine, "items", 64 * threads);
    expect(once(kernel.run().done)).toBe(true);
    await joined(machine, threads);
    const seen = new Set<number>();
    await kernel.runUntil(({ done, by }) => {
      expect(once(done)).toBe(true);
      for (const thread of by) seen.add(thread);
      return seen.size === threads;
    });
    expect([...seen].sort()).toEqual(Array.from({ length: threads }, (_, i) => i));
  });

  test("never waits for workers: the first kernels are done before one has joined", () => {
    const machine = machineOf({ threads: 4 });
    const kernel = new TestKernel(machine, "first");
    expect(machine.threads).toEqual({ most: 4, joined: 1 });
    for (let i = 0; i < 3; i++)
      expect(kernel.run({ turns: 1 }).by.every((thread) => thread === 0)).toBe(true);
  });

  test("ranges are multiples of the grain", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "grain", 100);
    const { by } = await kernel.runUntil(({ by }) => by.includes(1), { turns: 50_000, grain: 7 });
    for (let i = 0; i < by.length; i++) expect(by[i]).toBe(by[i - (i % 7)]);
  });

  test("does every item once in thousands of small jobs that follow one another", async () => {
    const machine = machineOf({ threads: 3 });
    await joined(machine, 3);
    const kernels = [3, 64, 7, 2, 30].map((items) => new TestKernel(machine, `small ${items}`, items));
    for (let i = 0; i < 4000; i++) {
      const kernel = kernels[i % kernels.length]!;
      const { done } = kernel.run({ turns: i % 50, grain: 1 + (i % 3) });
      if (!once(done)) throw new Error(`job ${i} of ${kernel.items} items: done ${done}`);
    }
    expect(machine.threads.joined).toBe(3);
  });

  test("works with kernels made after the workers have joined, on memory that has grown since", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    for (let i = 0; i < 20; i++) {
      machine.allocate(5e6);
      const kernel = new TestKernel(machine, `late ${i}`);
      await kernel.runUntil(({ done, by }) => {
        expect(once(done)).toBe(true);
        return by.includes(1);
      });
    }
  });

  test("is as large as it is set to be, now and later", async () => {
    const machine = machineOf({ threads: 3 });
    await joined(machine, 3);
    const kernel = new TestKernel(machine, "set");
    machine.setThreads(1);
    expect(machine.threads).toEqual({ most: 1, joined: 1 });
    expect(kernel.run().by.every((thread) => thread === 0)).toBe(true);
    machine.setThreads(2);
    await kernel.runUntil(({ by }) => {
      expect(by).not.toContain(2);
      return by.includes(1);
    });
    machine.setThreads(5);
    await joined(machine, 5);
    // Scratch memory was made for three: a kernel that takes its thread's number runs in no more, whoever is awake.
    for (let i = 0; i < 50; i++) {
      kernel.run({ numbered: false });
      expect(Math.max(...kernel.run().by)).toBeLessThan(3);
    }
  });

  test("of one thread has memory that isn't shared", () => {
    const machine = machineOf({ threads: 1 });
    expect(machine.memory.buffer).toBeInstanceOf(ArrayBuffer);
    expect(machine.maximumThreads).toBe(1);
    expect(once(new TestKernel(machine, "alone").run().done)).toBe(true);
    machine.setThreads(2);
    expect(machine.threads).toEqual({ most: 1, joined: 1 });
  });
});

describe("a kernel that fails", () => {
  test("in every thread is named, with what happened, and the pool works on", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "broken");
    for (let i = 0; i < 10; i++) {
      const failing = () => kernel.run({ trapAt: 20 });
      expect(failing).toThrow(
        /^cpu: a thread failed in the kernel broken run: .*memory access out of bounds/,
      );
      expect(failing).toThrow(
        expect.objectContaining({ code: "backend", details: { kernel: "broken run" } }),
      );
    }
    await kernel.runUntil(({ by }) => by.includes(1));
    expect(machine.threads.joined).toBe(2);
  });

  test("in a worker only is done again by the main thread", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "broken there");
    const behaviour = { trapAt: 0, trapFrom: 1 };
    const { done, by } = await kernel.runUntil(({ done }) => !once(done), behaviour);
    expect(done.every((count) => count >= 1)).toBe(true);
    expect(by.every((thread) => thread === 0)).toBe(true);
  });

  test("in a worker while it overwrites its input isn't done again", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "in place");
    const failing = kernel.runUntil(() => false, { trapAt: 0, trapFrom: 1, input: kernel.out });
    await expect(failing).rejects.toThrow(/kernel in place run: .*in place, so that its result is lost/);
  });
});

describe("a worker that dies", () => {
  test("between kernels leaves the work to the others", async () => {
    const { machine, workers } = withWorkers(3);
    await joined(machine, 3);
    const kernel = new TestKernel(machine, "after a death");
    await workers[0]!.terminate();
    expect(machine.threads).toEqual({ most: 3, joined: 2 });
    await kernel.runUntil(({ done, by }) => {
      expect(once(done)).toBe(true);
      expect(by).not.toContain(1);
      return by.includes(2);
    });
    await workers[1]!.terminate();
    expect(machine.threads.joined).toBe(1);
    expect(kernel.run()).toEqual({ done: new Array(64).fill(1), by: new Array(64).fill(0) });
  });

  test("without a turn of the event loop in which to hear of it leaves it to the others too", async () => {
    const { machine, workers } = withWorkers(2);
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "at once");
    void workers[0]!.terminate();
    for (let i = 0; i < 20; i++) expect(kernel.run().done.every((count) => count >= 1)).toBe(true);
  });

  test("in the middle of a kernel is noticed, and its work done again", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "stuck");
    const { done, by } = await kernel.runUntil(() => machine.threads.joined === 1, { hangFrom: 1 });
    expect(done.every((count) => count >= 1)).toBe(true);
    expect(by.every((thread) => thread === 0)).toBe(true);
    expect(once(kernel.run().done)).toBe(true);
  });

  test("in the middle of a kernel that overwrites its input is an error that says what is lost", async () => {
    const machine = machineOf({ threads: 2 });
    await joined(machine, 2);
    const kernel = new TestKernel(machine, "stuck in place");
    const failing = kernel.runUntil(() => false, { hangFrom: 1, input: kernel.out });
    await expect(failing).rejects.toThrow(
      "cpu: a thread failed in the kernel stuck in place run: it was working in place, so that its result is lost",
    );
    expect(machine.threads.joined).toBe(1);
  });

  test("before it has begun, as where a policy forbids it, leaves one thread", async () => {
    const startWorker = () => new NodeWorker("throw new Error('forbidden')", { eval: true });
    const machine = machineOf({ threads: 2, startWorker });
    const kernel = new TestKernel(machine, "never");
    expect(once(kernel.run().done)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(once(kernel.run().done)).toBe(true);
    expect(machine.threads).toEqual({ most: 2, joined: 1 });
  });

  test("because the machine was disposed leaves one thread, which goes on", async () => {
    const { machine, workers } = withWorkers(2);
    await joined(machine, 2);
    const ended = new Promise((resolve) => workers[0]!.once("exit", resolve));
    machine.dispose();
    await ended;
    expect(machine.threads.joined).toBe(1);
    expect(once(new TestKernel(machine, "left").run().done)).toBe(true);
  });
});
