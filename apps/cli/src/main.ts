#!/usr/bin/env node
import { exitCodes } from "./io.js";
import { main } from "./program.js";

const controller = new AbortController();
process.on("SIGINT", () => {
  // The second Ctrl-C doesn't wait for the step to end.
  if (controller.signal.aborted) process.exit(exitCodes.interrupted);
  controller.abort();
});

// Whoever stops a service waits for no step to end. To exit lets go of the folder that a run writes in.
process.on("SIGTERM", () => process.exit(exitCodes.terminated));

process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
  // A reader such as `head` that has seen enough is no failure.
  if (code === "EPIPE") process.exit(exitCodes.done);
  const reason = code === "ENOSPC" ? "the disk is full" : message;
  process.stderr.write(`mebae: standard output can't be written to (${reason})\n`);
  process.exit(exitCodes.refused);
});
// Where progress can't be shown, a run goes on all the same.
process.stderr.on("error", () => {});

process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
  signal: controller.signal,
});
