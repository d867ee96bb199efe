#!/usr/bin/env node
import { exitCodes } from "./io.js";
import { main } from "./program.js";

const controller = new AbortController();
process.on("SIGINT", () => {
  // The second Ctrl-C doesn't wait for the step to end.
  if (controller.signal.aborted) process.exit(exitCodes.interrupted);
  controller.abort();
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  signal: controller.signal,
});
