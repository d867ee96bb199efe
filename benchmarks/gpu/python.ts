import { spawnSync } from "node:child_process";

/** Time that is left for telling what was found, in milliseconds. */
const reserve = 3000;

/** What a Python program answers a question with, as JSON, in so many milliseconds at most; else why there is no answer. */
export function askPython<T>(
  program: string,
  question: unknown,
  milliseconds: number,
): T | { readonly missing: string } {
  // Whole: Node refuses fractions.
  const timeout = Math.floor(Math.min(240_000, milliseconds - reserve));
  if (timeout < 1000) return { missing: "no time was left for it" };
  const { stdout, stderr, error } = spawnSync(
    process.env.PYTHON ?? "python3",
    ["-c", program, import.meta.dirname],
    { input: JSON.stringify(question), encoding: "utf8", timeout, killSignal: "SIGKILL" },
  );
  // A program that ends before it reads the question says why itself.
  const isUnread = (error as NodeJS.ErrnoException | undefined)?.code === "EPIPE";
  if (error && !isUnread) return { missing: error.message };
  try {
    return JSON.parse(stdout);
  } catch {
    return { missing: stderr.trim().split("\n").at(-1) || "no answer" };
  }
}
