import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Reply } from "./messages.ts";
import { type Program, within } from "./program.ts";

const patience = 60_000;

/** A program in a process of its own, with JSON lines over its standard streams. */
export function startChild(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Program {
  // In a group of its own, so that Ctrl-C reaches the harness alone; a child ends when its standard input does.
  const child = spawn(command, [...args], { stdio: "pipe", env: environment, detached: true });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const last = tailOf(child);
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the program ended: ${last()}`);
    return JSON.parse(value as string) as Reply;
  };
  // A child that is gone is told by its silence.
  child.stdin.on("error", () => undefined);
  return {
    async ask(request, milliseconds = patience) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const reply = await within(next(), milliseconds);
      if ("error" in reply) throw new Error(reply.error);
      return reply as never;
    },
    async end() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** The last line that a child wrote to standard error. */
function tailOf(child: ChildProcessWithoutNullStreams): () => string {
  let tail = "";
  child.stderr.on("data", (text: Buffer) => {
    tail = (tail + text.toString()).slice(-2000);
  });
  child.on("error", (error) => {
    tail = error.message;
  });
  return () => tail.trimEnd().split("\n").at(-1) || "without a word";
}
