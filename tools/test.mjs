import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { absences, sharedFolder } from "./machine.mjs";
import { checkPackages } from "./packages.mjs";
import { bin, runHere, runQuietly } from "./run.mjs";

const REPORT = ".cache/vitest.json";
/** TypeScript 7, which takes a third of the time of 6; tsup and others need the interface of 6, and both would be .bin/tsc. */
const TSC = "node_modules/typescript7/bin/tsc";
/** Compiled code of what each of vitest's processes loads anew: a twentieth of the time. */
const NODE_COMPILE_CACHE = resolve(".cache/compiled");

async function quietCheck(name, command, args) {
  const { status, output } = await runQuietly(command, args);
  return { name, ok: status === 0, output };
}

function report(results) {
  for (const { name, ok, output } of results) {
    console.log(`${ok ? "ok  " : "FAIL"} ${name}`);
    if (!ok && output) console.log(output);
  }
  return results;
}

/** Runs vitest on this terminal; resolves to its counts, and to a failure where it broke without a failed test. */
async function vitest(args) {
  rmSync(REPORT, { force: true });
  mkdirSync(".cache", { recursive: true });
  const shared = sharedFolder();
  const status = await runHere(
    bin("vitest"),
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`, ...args],
    { NODE_COMPILE_CACHE, ...(shared && { MEBAE_SHARED: shared }) },
  );
  const found = existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, "utf8")) : undefined;
  const passed = found?.numPassedTests ?? 0;
  const skipped = (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0);
  // A file that cannot be loaded fails without a failed test of its own.
  const broken = (found?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((one) => one.status === "failed"),
  ).length;
  let failed = (found?.numFailedTests ?? 0) + broken;
  if (status !== 0 && failed === 0) failed = 1;
  return { passed, failed, skipped };
}

/** Lists what this machine could not test; returns the number of parts that were promised and are absent. */
async function listAbsences() {
  const missing = await absences();
  if (missing.length > 0) console.log("\nLeft out on this machine:");
  for (const { part, reason, required } of missing) {
    console.log(`  ${part}: ${reason}${required ? " (FAIL: MEBAE_REQUIRE names it)" : ""}`);
  }
  return missing.filter(({ required }) => required).length;
}

/** `npm test`: build, lint, types, arrows, tests, packages. Arguments go to vitest, and then only the tests run. */
export default async function test(args) {
  const started = performance.now();
  const everything = args.length === 0;
  const turbo = (task) => runHere(bin("turbo"), ["run", task, "--output-logs=errors-only"]);
  // Where packages wait for each other, a core is free for what needs no build.
  const beside = [];
  if (everything) {
    beside.push(quietCheck("lint and format (biome)", bin("biome"), ["check", "--error-on-warnings"]));
    // Types need what is generated.
    await turbo("generate");
    beside.push(quietCheck("types (tsc)", process.execPath, [TSC, "-p", "tsconfig.json"]));
  }
  const build = { name: "build", ok: (await turbo("build")) === 0 };
  const checks = report([build]);
  if (everything) {
    const arrows = quietCheck("import arrows (dependency-cruiser)", process.execPath, ["tools/arrows.mjs"]);
    checks.push(...report(await Promise.all([...beside, arrows])));
  }
  const counts = await vitest(args);
  if (everything && build.ok) checks.push(...report(await checkPackages()));
  const absent = everything ? await listAbsences() : 0;

  const passed = counts.passed + checks.filter(({ ok }) => ok).length;
  const failed = counts.failed + checks.filter(({ ok }) => !ok).length + absent;
  console.log(`\nTook ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  console.log(`${passed} passed, ${failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ""}`);
  return failed === 0 ? 0 : 1;
}
