import { bin, runHere } from "./run.mjs";

/** `npm start`: builds what the command-line program needs and runs its demo, or the command given. */
export default async function start(args) {
  const build = await runHere(bin("turbo"), ["run", "build", "--filter=mebae", "--output-logs=errors-only"]);
  if (build !== 0) return build;
  const command = args.length === 0 || args[0].startsWith("-") ? ["demo", ...args] : args;
  process.on("SIGINT", () => {}); // the program saves and ends by itself
  return runHere(process.execPath, ["apps/cli/dist/main.js", ...command]);
}
