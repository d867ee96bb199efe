// One library in a process of its own: node protocol/nodeServer.ts PEER THREADS; a request a line in, a reply a line out.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { loadPeer } from "../peers/index.ts";
import { Answers } from "./answer.ts";
import type { Request } from "./messages.ts";

const [peer, threads] = process.argv.slice(2);

// Libraries greet on standard output, which belongs to the protocol.
console.log = console.info = console.warn = (...words: unknown[]) => console.error(...words);

const answers = new Answers(await loadPeer(peer!, Number(threads)), {
  read: async (file) => new Uint8Array(await readFile(file)).buffer,
  memory: async () => process.resourceUsage().maxRSS * 1024,
});
for await (const line of createInterface({ input: process.stdin })) {
  const reply = await answers.answer(JSON.parse(line) as Request);
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
process.exit(0);
