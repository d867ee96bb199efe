import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface Bundle {
  readonly text: string;
  /** Bytes that each file has in the bundle, the largest first. */
  readonly parts: readonly { readonly file: string; readonly bytes: number }[];
}

export interface BundleOptions {
  /** Takes the packages as they ship, from dist, which must have been built; from their sources otherwise. */
  readonly built?: boolean;
  readonly minify?: boolean;
  /** Takes no manifest's word for it that an unused file does nothing. */
  readonly distrust?: boolean;
}

/** Bundles a program, given as TypeScript, for a browser, as users of esbuild do. */
export async function bundle(program: string, options: BundleOptions = {}): Promise<Bundle> {
  const { built = false, minify = false, distrust = false } = options;
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, loader: "ts", resolveDir: root, sourcefile: "program.ts" },
    outfile: "bundle.js",
    bundle: true,
    write: false,
    metafile: true,
    minify,
    format: "esm",
    target: "es2022",
    platform: "browser",
    logLevel: "silent",
    plugins: [workspacePackages(built, distrust)],
  });
  return { text: outputFiles[0]!.text, parts: partsOf(metafile) };
}

/** The entries that are imported for what they do, as the packages' manifests say. */
const effective = new Set(["methods", "worker"]);

/** @mebae/NAME and @mebae/NAME/ENTRY, which the root folder can't resolve as a user's project does. */
function workspacePackages(built: boolean, distrust: boolean): Plugin {
  return {
    name: "workspace-packages",
    setup: ({ onResolve }) => {
      onResolve({ filter: /^@mebae\// }, ({ path }) => {
        const [, name, entry = "index"] = path.split("/");
        const file = built ? `dist/${entry}.js` : `src/${entry}.ts`;
        return { path: `${root}packages/${name}/${file}`, sideEffects: distrust || effective.has(entry) };
      });
    },
  };
}

function partsOf(metafile: Metafile): Bundle["parts"] {
  const { inputs } = metafile.outputs["bundle.js"]!;
  return Object.entries(inputs)
    .map(([file, { bytesInOutput }]) => ({ file, bytes: bytesInOutput }))
    .sort((a, b) => b.bytes - a.bytes);
}
