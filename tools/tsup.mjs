import { pureInitializers } from "./pureInitializers.mjs";

/** What every published library is built with: no platform assumed, so that a leaked Node built-in fails here. */
export function library(entry) {
  return {
    entry,
    format: ["esm"],
    platform: "neutral",
    target: "es2022",
    // Numbers with a name are written out where they are used. A bundler of this file can't do it: by then they are vars.
    minifySyntax: true,
    esbuildPlugins: [pureInitializers],
    tsconfig: "../../tsconfig.build.json",
    dts: true,
    sourcemap: true,
    clean: true,
  };
}
