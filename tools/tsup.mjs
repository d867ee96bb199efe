/** What every published library is built with: no platform assumed, so that a leaked Node built-in fails here. */
export function library(entry) {
  return {
    entry,
    format: ["esm"],
    platform: "neutral",
    target: "es2022",
    tsconfig: "../../tsconfig.build.json",
    dts: true,
    sourcemap: true,
    clean: true,
  };
}
