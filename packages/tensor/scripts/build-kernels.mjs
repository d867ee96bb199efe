// Compiles each AssemblyScript kernel src/cpu/kernels/NAME.as.ts to NAME.generated.ts: its module as text, for hosts with
// relaxed SIMD and without (unfuse.mjs). Run in packages/tensor. The modules import a memory of at most 4 GiB; the engine
// changes the import's flags where it is shared (src/cpu/importedMemory.ts).
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import "./build-worker.mjs";
import { encodeModule } from "./moduleText.mjs";
import { unfuse } from "./unfuse.mjs";

const packageFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
const kernels = join(packageFolder, "src/cpu/kernels");
const flags = [
  ...["--runtime", "stub", "--noAssert", "-O3", "--converge"],
  ...["--importMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
];
const features = "simd,bulk-memory,relaxed-simd";

const sources = readdirSync(kernels, { recursive: true })
  .filter((path) => path.endsWith(".as.ts"))
  .sort();
const entries = sources.filter((path) => path === path.split(/[\\/]/).at(-1));
const stamp = createHash("sha256");
const scripts = ["build-kernels.mjs", "moduleText.mjs", "unfuse.mjs"].map((name) =>
  join(packageFolder, "scripts", name),
);
for (const path of [...sources.map((source) => join(kernels, source)), ...scripts]) {
  stamp.update(relative(packageFolder, path)).update("\0").update(readFileSync(path)).update("\0");
}
const hash = stamp
  .update(flags.join(" ") + features)
  .digest("hex")
  .slice(0, 16);

const targetOf = (entry) => join(kernels, entry.replace(/\.as\.ts$/, ".generated.ts"));
const firstLine = `// ${hash}\n`;
const stale = entries.filter((entry) => {
  const target = targetOf(entry);
  return !existsSync(target) || !readFileSync(target, "utf8").startsWith(firstLine);
});

if (stale.length > 0) {
  const { default: asc } = await import("assemblyscript/asc");
  for (const entry of stale) {
    const module = unfuse(await compile(asc, entry));
    const text = JSON.stringify(encodeModule(module));
    writeFileSync(targetOf(entry), `${firstLine}export const module = ${text};\n`);
    console.log(`${entry}: ${module.length} bytes`);
  }
}

/** The module's bytes; throws with the compiler's own messages. */
async function compile(asc, entry) {
  let module;
  const { error, stderr } = await asc.main([entry, "-o", "out.wasm", ...flags, "--enable", features], {
    readFile: (name) => {
      const path = join(kernels, name);
      return existsSync(path) ? readFileSync(path, "utf8") : null;
    },
    writeFile: (name, contents) => {
      if (name === "out.wasm") module = contents;
    },
    listFiles: () => [],
  });
  if (error || !module) throw new Error(`${entry}: ${error?.message ?? "no module"}\n${stderr.toString()}`);
  return Buffer.from(module);
}
