import { join, resolve } from "node:path";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "../../../..");

/** Writes the program, bundled from the sources, into a file for tests of what only a process of its own shows. */
export async function writeProgram(file: string): Promise<string> {
  await build({
    entryPoints: [join(root, "apps/cli/src/main.ts")],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2022",
    logLevel: "error",
    external: ["sharp", "@duckdb/node-api", "webgpu", "canvas"],
    // What is CommonJS asks for Node's modules.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    plugins: [{ name: "sources", setup: ({ onResolve }) => onResolve({ filter: /^@mebae\// }, sourceOf) }],
  });
  return file;
}

/** @mebae/NAME and @mebae/NAME/ENTRY, which need no build before. */
function sourceOf({ path }: { path: string }): { path: string } {
  const [, name, entry = "index"] = path.split("/");
  return { path: join(root, "packages", name!, "src", `${entry}.ts`) };
}
