import { buildSync } from "esbuild";
import { pureInitializers } from "./pureInitializers.mjs";

const common = {
  format: ["esm"],
  // No platform assumed.
  platform: "neutral",
  target: "es2022",
  tsconfig: "../../tsconfig.build.json",
};

/**
 * What every published library is built with, twice. dist holds each module of src that the entries reach, as a file of its own: a user's
 * bundler can leave out what a program doesn't use, and put what only one part of it needs into that part's file. dist/bundled holds a
 * file for each entry and one for what they share: Node, which takes them by the condition "node" in a manifest's exports, reads few
 * files in a quarter of the time that it takes for hundreds.
 */
export function library(entry, options = {}) {
  const modules = {
    ...common,
    entry: modulesOf(entry),
    splitting: false,
    // They read as their sources do: maps would double what is downloaded.
    sourcemap: false,
    esbuildPlugins: [pureInitializers, apart],
    // Programs of any target find what `using` needs.
    dts: { entry, banner: '/// <reference lib="esnext.disposable" />' },
    clean: ["!bundled/**"],
    ...options,
  };
  const bundled = { ...common, entry, sourcemap: true, outDir: "dist/bundled", clean: true, ...options };
  return [modules, bundled];
}

/** What a program is built with, which runs in Node alone and whose types nobody imports: one file. */
export function program(entry) {
  return { ...common, entry, sourcemap: true, platform: "node", clean: true };
}

/** The modules that a build of the entries takes: no tests, and none that hold types only. */
function modulesOf(entryPoints) {
  const { metafile } = buildSync({
    entryPoints,
    bundle: true,
    metafile: true,
    write: false,
    outdir: "dist",
    format: "esm",
    platform: "neutral",
    packages: "external",
    // Otherwise the paths of tsconfig.json lead into the other packages' sources.
    tsconfigRaw: {},
    // Whether one is used is up to who imports it.
    treeShaking: false,
    ignoreAnnotations: true,
  });
  return Object.keys(metafile.inputs).filter((file) => file.endsWith(".ts"));
}

/** A plugin of esbuild: modules import each other as they do in src. JSON is written out where it is imported. */
const apart = {
  name: "modules-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
      kind === "entry-point" || path.endsWith(".json") ? undefined : { path, external: true },
    );
  },
};
