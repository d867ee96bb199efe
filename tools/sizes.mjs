// `pnpm sizes`: what a user's bundle grows by, beside budgets.json: whole packages, single imports and programs, as they ship,
// minified by esbuild, after gzip -9. Bytes of everything that comes along, other packages included.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { bundle, bundleAll } from "./bundle.mjs";
import { root } from "./pack.mjs";

/** Everything that has a budget: { name, program, budget }. */
export function budgets() {
  const { programs, packages, imports } = JSON.parse(readFileSync(join(root, "budgets.json"), "utf8"));
  return [
    ...Object.entries(programs).map(([file, budget]) => {
      return { name: file, program: readFileSync(join(root, file), "utf8"), budget };
    }),
    ...Object.entries(packages).map(([name, budget]) => {
      return { name: `all of ${name}`, program: `export * from "${name}";`, budget };
    }),
    ...Object.entries(imports).flatMap(([name, singles]) =>
      Object.entries(singles).map(([one, budget]) => {
        return { name: `{ ${one} } of ${name}`, program: `export { ${one} } from "${name}";`, budget };
      }),
    ),
  ];
}

/** `budgets()` with what each has now: its `bundle` and its `bytes` after gzip -9. */
export async function measured() {
  const all = budgets();
  const programs = Object.fromEntries(all.map(({ name, program }) => [name, program]));
  const bundles = await bundleAll(programs, { built: true, minify: true });
  return all.map((one) => {
    return {
      ...one,
      bundle: bundles[one.name],
      bytes: gzipSync(bundles[one.name].text, { level: 9 }).length,
    };
  });
}

/** The modules of a program that are largest, before gzip, as lines. */
export async function largestModules(program, count = 20) {
  const { parts } = await bundle(program, { minify: true });
  return parts.slice(0, count).map(({ file, bytes }) => `${`${bytes}`.padStart(8)} ${file}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv[2];
  for (const { name, program, bytes, budget } of await measured()) {
    if (wanted && !name.includes(wanted)) continue;
    const share = `${((100 * bytes) / budget).toFixed(0)} %`.padStart(6);
    console.log(`${`${bytes}`.padStart(8)} of ${`${budget}`.padStart(6)}${share}  ${name}`);
    if (wanted) console.log((await largestModules(program)).join("\n"));
    if (bytes > budget) process.exitCode = 1;
  }
}
