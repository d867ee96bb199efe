// Packs every published package and asks publint and arethetypeswrong about the tarballs.
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { packAll } from "./pack.mjs";

/** How TypeScript resolves where no package of Mebae can be: before `exports`, and in CommonJS, which has to load them by `import()`. */
const otherThanModules = new Set(["node10", "node16-cjs"]);

/** What arethetypeswrong finds, as lines. */
async function wrongTypes(tarball) {
  const { types, problems = [] } = await checkPackage(createPackageFromTarballData(tarball));
  if (!types) return ["it has no types"];
  return problems
    .filter(({ resolutionKind }) => !otherThanModules.has(resolutionKind))
    .map(({ kind, entrypoint = "", resolutionKind = "" }) => `${kind} ${entrypoint} ${resolutionKind}`);
}

/** What publint finds, down to suggestions, as lines. */
async function publishingFaults(tarball, manifest) {
  const { buffer, byteOffset, byteLength } = tarball;
  const pack = { tarball: buffer.slice(byteOffset, byteOffset + byteLength) };
  const { messages } = await publint({ pack, strict: true });
  return messages.map((message) => `${message.type}: ${formatMessage(message, manifest, { color: false })}`);
}

/** The checks of one tarball; a program without exports has no types to be wrong. */
async function check({ name, manifest, tarball: path }) {
  const tarball = await readFile(path);
  const results = [[`publint ${name}`, await publishingFaults(tarball, manifest)]];
  if (manifest.exports?.["."]) results.push([`types ${name}`, await wrongTypes(tarball)]);
  return results.map(([what, lines]) => ({
    name: what,
    ok: lines.length === 0,
    output: lines.map((line) => `${line}\n`).join(""),
  }));
}

/** Resolves to [{ name, ok, output }]. */
export async function checkPackages() {
  const folder = mkdtempSync(join(tmpdir(), "mebae-pack-"));
  try {
    const results = [];
    for (const packed of await packAll(folder)) results.push(...(await check(packed)));
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
