import { isAbsolute, resolve } from "node:path";
import { UsageError } from "@mebae/tensor";
import { Command, CommanderError, InvalidArgumentError } from "commander";
import { demo } from "./commands/demo.js";
import { exitCodes, type Io } from "./io.js";

function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`expected a whole number of at least ${least}, got ${text}.`);
    return value;
  };
}

/** Runs the program with arguments; resolves to its exit code. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.done;
  const program = new Command("mebae").description("Deep learning for small data").exitOverride();
  program.configureOutput({ writeOut: io.stdout, writeErr: io.stderr });
  program
    .command("demo")
    .description("generated digits, from data to report")
    .option("--out <dir>", "where model and report go", "runs/demo")
    .option("--seed <n>", "seed of data, weights and order", wholeNumber(0), 0)
    .option("--epochs <n>", "passes over the data", wholeNumber(1), 12)
    .option("--json", "one JSON object a line on standard output", false)
    .option("--verbose", "show the stack of an error", false)
    .addHelpText("after", "\nExample:\n  mebae demo --out runs/first --seed 7")
    .action(async (options) => {
      code = await demo(
        { ...options, out: isAbsolute(options.out) ? options.out : resolve(options.out) },
        io,
      );
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return code;
  } catch (error) {
    return failureOf(error, argv.includes("--verbose"), io);
  }
}

/** One sentence on standard error, and the exit code: 2 for what the user can mend. */
function failureOf(error: unknown, verbose: boolean, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.refused;
  const failure = error instanceof Error ? error : new UsageError(String(error));
  const code = (failure as { code?: unknown }).code;
  io.stderr(`mebae: ${verbose ? failure.stack : failure.message}\n`);
  return code === "usage" || code === "data" ? exitCodes.refused : exitCodes.failed;
}
