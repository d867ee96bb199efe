import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

export interface Bundle {
  readonly name: string;
  /** Of the whole program, minified and gzipped at level 9. */
  readonly bytes: number;
}

async function weigh(name: string): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../bundles/${name}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
    logLevel: "error",
  });
  return { name, bytes: gzipSync(outputFiles[0]!.contents, { level: 9 }).byteLength };
}

/** What the trainer of a multilayer perceptron weighs with each library, from the built packages. */
export const weighBundles = (): Promise<Bundle[]> => Promise.all(["mebae", "jax", "tfjs"].map(weigh));
