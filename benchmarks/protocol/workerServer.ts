/// <reference lib="webworker" />
// One library in a worker of a page: the first message names it, each further one is a request and gets one reply.
import { loadPeer } from "../peers/index.ts";
import { Answers } from "./answer.ts";
import type { Request } from "./messages.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let answers: Promise<Answers> | undefined;

async function begin(peer: string, threads: number): Promise<Answers> {
  return new Answers(await loadPeer(peer, threads), {
    read: async (file) => (await fetch(file)).arrayBuffer(),
    memory: async () => {
      throw new Error("the harness reads the memory of the page's process itself");
    },
  });
}

scope.onmessage = async ({ data }: MessageEvent<Request | { peer: string; threads: number }>) => {
  try {
    if ("peer" in data) answers = begin(data.peer, data.threads);
    const ready = await answers!;
    scope.postMessage("peer" in data ? {} : await ready.answer(data));
  } catch (error) {
    scope.postMessage({ error: (error as Error).message });
  }
};
