import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./pack.mjs";

/**
 * Bundles programs, each given as TypeScript by its name, for a browser, as users of esbuild do: one at a time, but files are read once.
 * Resolves to { text, parts } by name; parts are { file, bytes } of each file in the bundle, the largest first.
 *
 * Packages are taken from their sources, or as they ship (`built`) from dist, by their manifests. With `distrust` no manifest's word is
 * taken for it that an unused file does nothing.
 */
export async function bundleAll(programs, { built = false, minify = false, distrust = false } = {}) {
  const names = Object.keys(programs);
  const plugins = [virtual(programs), ...(built ? [] : [sources()]), ...(distrust ? [distrusting()] : [])];
  const { outputFiles, metafile } = await build({
    entryPoints: names.map((_, i) => ({ in: `program:${i}`, out: `${i}` })),
    absWorkingDir: root,
    outdir: ".",
    bundle: true,
    write: false,
    metafile: true,
    minify,
    format: "esm",
    target: "es2022",
    platform: "browser",
    logLevel: "silent",
    // A name that nothing exports is small.
    logOverride: { "import-is-undefined": "error" },
    // Otherwise the paths of tests/tsconfig.json lead to the sources.
    ...(built && { tsconfigRaw: {} }),
    plugins,
  });
  const textOf = (file) => outputFiles.find(({ path }) => path === join(root, file)).text;
  return Object.fromEntries(
    names.map((name, i) => [name, { text: textOf(`${i}.js`), parts: partsOf(metafile.outputs[`${i}.js`]) }]),
  );
}

/** `bundleAll` of one program. */
export async function bundle(program, options) {
  return (await bundleAll({ program }, options)).program;
}

/** The programs, as if they stood in tests/, where every package is installed. */
function virtual(programs) {
  return {
    name: "programs",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^program:/ }, ({ path }) => ({ path, namespace: "program" }));
      onLoad({ filter: /.*/, namespace: "program" }, ({ path }) => ({
        contents: Object.values(programs)[Number(path.slice("program:".length))],
        loader: "ts",
        resolveDir: join(root, "tests"),
      }));
    },
  };
}

/** The entries that are imported for what they do, as the packages' manifests say of dist. */
const effective = new Set(["methods", "worker"]);

/** @mebae/NAME and @mebae/NAME/ENTRY from their sources. */
function sources() {
  return {
    name: "sources",
    setup({ onResolve }) {
      onResolve({ filter: /^@mebae\// }, ({ path }) => {
        const [, name, entry = "index"] = path.split("/");
        return {
          path: join(root, "packages", name, "src", `${entry}.ts`),
          sideEffects: effective.has(entry),
        };
      });
    },
  };
}

/** Of our own packages: what others say about theirs isn't ours to doubt. */
function distrusting() {
  return {
    name: "distrusting",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^(@mebae\/|\.)/ }, async ({ path, pluginData, ...where }) => {
        if (pluginData === "resolved") return undefined;
        const found = await resolve(path, { ...where, pluginData: "resolved" });
        return { ...found, sideEffects: !found.path.includes("node_modules") };
      });
    },
  };
}

function partsOf({ inputs }) {
  return Object.entries(inputs)
    .filter(([file]) => !file.startsWith("program:"))
    .map(([file, { bytesInOutput }]) => ({ file, bytes: bytesInOutput }))
    .sort((a, b) => b.bytes - a.bytes);
}
