// Packs every published package and asks publint and arethetypeswrong about the tarballs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packAll } from "./pack.mjs";
import { bin, runQuietly } from "./run.mjs";

/** The checks of one tarball; a program without exports has no types to be wrong. */
function checksOf({ name, manifest, tarball }) {
  const checks = [{ name: `publint ${name}`, command: bin("publint"), args: ["run", tarball, "--strict"] }];
  if (manifest.exports?.["."]) {
    checks.push({ name: `attw ${name}`, command: bin("attw"), args: [tarball, "--profile", "esm-only"] });
  }
  return checks;
}

/** Runs the checks two at a time; resolves to [{ name, ok, output }]. */
export async function checkPackages() {
  const folder = mkdtempSync(join(tmpdir(), "mebae-pack-"));
  try {
    const queue = (await packAll(folder)).flatMap(checksOf);
    const results = [];
    const worker = async () => {
      for (let check = queue.shift(); check; check = queue.shift()) {
        const { status, output } = await runQuietly(check.command, check.args);
        results.push({ name: check.name, ok: status === 0, output });
      }
    };
    await Promise.all([worker(), worker()]);
    return results;
  } catch (error) {
    return [{ name: "pack", ok: false, output: `${error.message}\n` }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await checkPackages();
  for (const { name, ok, output } of results)
    console.log(`${ok ? "ok  " : "FAIL"} ${name}${ok ? "" : `\n${output}`}`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}
