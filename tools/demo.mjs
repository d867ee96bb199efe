import { bin, runHere } from "./run.mjs";

/** `pnpm demo`: builds the page and what it stands on, and serves it with the headers that give it threads. */
export default async function demo(args) {
  const build = await runHere(bin("turbo"), [
    "run",
    "build",
    "--filter=@mebae/demo",
    "--output-logs=errors-only",
  ]);
  if (build !== 0) return build;
  process.on("SIGINT", () => {}); // the server ends by itself
  return runHere(bin("vite"), ["preview", "apps/demo", ...args]);
}
