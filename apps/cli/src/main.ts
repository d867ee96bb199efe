#!/usr/bin/env node
import { exitCodes } from "./io.js";
import { main } from "./program.js";

const controller = new AbortController();
process.on("SIGINT", () => {
  // The second Ctrl-C doesn't wait for the step to end.
  if (controller.signal.aborted) process.exit(exitCodes.interrupted);
  controller.abort();
});

// A reader such as `head` that has seen enough is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.done);
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  signal: controller.signal,
});
