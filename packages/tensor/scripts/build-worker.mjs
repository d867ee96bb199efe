// Bundles the threads' worker, src/worker.ts, to one line of JavaScript: src/cpu/threads/worker.generated.ts, which the
// engine starts workers from. Minified here, since no other tool would look into a string.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const source = join(dirname(fileURLToPath(import.meta.url)), "../src");
const { outputFiles } = await build({
  entryPoints: [join(source, "worker.ts")],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
});
const text = outputFiles[0].text.trim();
writeFileSync(
  join(source, "cpu/threads/worker.generated.ts"),
  `export const source = ${JSON.stringify(text)};\n`,
);
