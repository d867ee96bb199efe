import { setThreads, UsageError } from "@mebae/tensor";
import { Command, CommanderError, Help, type Option } from "commander";
import { version } from "../package.json";
import type { CommonOptions } from "./arguments.js";
import { defineCommands } from "./commands/definitions.js";
import { type GpuInUse, toldLost, useGpu } from "./device/useGpu.js";
import { exitCodes, type Io } from "./io.js";

/** Runs the program with arguments; resolves to its exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.done;
  let gpu: GpuInUse | undefined;
  let running: Command | undefined;
  const program = new Command("mebae").description("Deep learning for small data").version(version);
  program.exitOverride().configureOutput({ writeOut: io.stdout, writeErr: io.stderr, outputError });
  program.hook("preAction", async (_, command) => {
    const { threads, device } = command.opts<CommonOptions>();
    running = command;
    if (threads !== undefined) setThreads(threads);
    if (device === "gpu") gpu = await useGpu(io);
  });
  program.configureHelp({ optionDescription });
  defineCommands(program, io, (given) => {
    code = given;
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return failureOf(toldLost(error, running), argv.includes("--verbose"), io);
  } finally {
    await gpu?.end();
  }
}

/** What commander refuses reads like all else that is refused. */
function outputError(text: string, write: (text: string) => void): void {
  write(text.replace(/^error: /, "mebae: ").replace(" is invalid. expected", " is invalid: expected"));
}

/** Without a "(default: false)" after each switch. */
function optionDescription(option: Option): string {
  return option.defaultValue === false ? option.description : new Help().optionDescription(option);
}

/** One sentence on standard error, and the exit code: 2 for what the user can mend. */
function failureOf(error: unknown, verbose: boolean, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.refused;
  if ((error as { code?: unknown } | undefined)?.code === "aborted") {
    io.stderr("mebae: interrupted\n");
    return exitCodes.interrupted;
  }
  const failure = error instanceof Error ? error : new UsageError(String(error));
  const code = (failure as { code?: unknown }).code;
  io.stderr(`mebae: ${verbose ? failure.stack : failure.message}\n`);
  return code === "usage" || code === "data" ? exitCodes.refused : exitCodes.failed;
}
