import { spawn } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { shardOfConformance } from "./conformance.ts";
import { type Part, parts } from "./parts.ts";
import { type GpuResults, gpuText } from "./results.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    only: { type: "string", default: "" },
    parts: { type: "string", default: Object.keys(parts).join() },
    dawn: { type: "string", default: "" },
    seconds: { type: "string" },
    part: { type: "string" },
    shard: { type: "string" },
  },
});
const { only, part, shard } = options;
const dawn = options.dawn.split(",").filter(Boolean);

/** A part in its own process, whose last line is what it found: a driver that dies or hangs takes no other part along. */
async function inProcess(name: string, seconds: number): Promise<Partial<GpuResults>> {
  const flags = ["--part", name, "--only", only, "--dawn", dawn.join(), "--seconds", `${seconds}`];
  // In a group of its own, so that its own processes end with it.
  const child = spawn(process.execPath, [import.meta.filename, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const stop = () => {
    try {
      process.kill(-child.pid!, "SIGKILL");
    } catch {
      // All of the group have ended.
    }
  };
  process.once("exit", stop);
  let isLate = false;
  const late = () => {
    isLate = true;
    stop();
  };
  const limit = Number.isFinite(seconds) ? setTimeout(late, 1000 * seconds) : undefined;
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const status = await new Promise<string>((resolve) => {
    child.on("close", (code, signal) => resolve(`${signal ?? code}`));
  });
  clearTimeout(limit);
  process.removeListener("exit", stop);
  // What a part that died has left would compute beside the next one.
  stop();
  const lines = output.trimEnd().split("\n");
  const found = lines.at(-1)?.startsWith("{") ? lines.pop() : undefined;
  if (lines.join("")) console.log(lines.join("\n"));
  if (isLate) throw new Error(`stopped after ${seconds.toFixed(0)} s`);
  if (status !== "0" || found === undefined) throw new Error(`its process ended with ${status}`);
  return JSON.parse(found);
}

/** What a call may take on a card by default: machines with one are lent by the minute. */
const usualSeconds = 230;

/** Whole or not at all: whoever ends the call may do so at any moment. */
function write(file: string, results: GpuResults): void {
  writeFileSync(`${file}.new`, JSON.stringify(results, null, 2));
  renameSync(`${file}.new`, file);
}

/** Runs the parts one after another, and writes what there is after each: a limit takes only what wasn't reached. */
async function main(): Promise<void> {
  const start = performance.now();
  const chosen = ["adapter", ...options.parts.split(",").filter((name) => name !== "adapter")];
  for (const name of chosen) partOf(name);
  let results: GpuResults = { date: new Date().toISOString().slice(0, 10), adapter: "", dawn };
  for (const name of chosen) {
    const began = performance.now();
    const { isSoftware } = results;
    const total = Number(options.seconds ?? (isSoftware ? Number.POSITIVE_INFINITY : usualSeconds));
    const left = total - (began - start) / 1e3;
    try {
      if (left < 2) throw new Error(`not reached in ${total} s`);
      results = {
        ...results,
        ...(await inProcess(name, isSoftware ? left : Math.min(left, partOf(name).seconds))),
      };
      console.log(`${name}: ${((performance.now() - began) / 1e3).toFixed(1)} s`);
    } catch (error) {
      const { message } = error as Error;
      console.log(`${name}: ${message}`);
      results = { ...results, missing: { ...results.missing, [name]: message } };
    }
    const later = chosen.slice(chosen.indexOf(name) + 1).map((part) => [part, "not reached"]);
    const missing = { ...results.missing, ...Object.fromEntries(later) };
    if (options.json) write(options.json, later.length > 0 ? { ...results, missing } : results);
    if (!results.adapter) break;
    if (name === "adapter")
      console.log(
        `adapter: ${results.adapter}${results.isSoftware ? " (software: checked, not timed)" : ""}`,
      );
  }
  console.log(gpuText(results));
  const failed = [results.float16, results.conformance].some((one) => (one?.failed.length ?? 0) > 0);
  if (failed || results.missing) process.exitCode = 1;
}

function partOf(name: string): Part {
  const found = parts[name];
  if (!found) throw new Error(`no part is called ${name}; there are ${Object.keys(parts).join(", ")}`);
  return found;
}

// Whoever stops the call stops the part that runs, too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));

/** Milliseconds that a part may still take. */
const left = () => 1000 * Number(options.seconds) - performance.now();

if (shard && part) await shardOfConformance(shard, { only, dawn, float16: part === "float16" });
else if (part) console.log(JSON.stringify(await partOf(part).run({ only, dawn, left })));
else await main();
process.exit(process.exitCode ?? 0);
