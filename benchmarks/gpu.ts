// Checks and times the GPU engine on the card of this machine, from the sources, in one call: conformance, training steps,
// products and convolutions beside PyTorch's, subgroups, uploads (README.md). PYTHON names the Python that has torch.
//   node benchmarks/gpu.ts [--json FILE] [--only PART-OF-A-NAME] [--parts steps,uploads,...] [--seconds 230] [--dawn FLAG,...]
// A software adapter is checked on small sizes, and no speed is printed for it. Dawn needs a Vulkan driver: on a machine
// without a card `VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json` names SwiftShader.
//   node benchmarks/gpu.ts --pack FOLDER
// writes what a machine with nothing but Node and a driver needs: `node FOLDER/main.mjs` does the same there.
//   node benchmarks/gpu.ts --publish FILE
// takes what `--json FILE` wrote into RESULTS.md; of parts that it lacks the same card's earlier figures stay.
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";
import { published } from "./gpu/published.ts";
import type { GpuResults } from "./gpu/results.ts";
import { withGpu } from "./report/results.ts";

const root = resolve(import.meta.dirname, "..");

/** The packages' sources, so that nothing need be built. */
const sources: Plugin = {
  name: "sources",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@mebae\// }, ({ path }) => {
      const [, name, entry = "index"] = path.split("/");
      return { path: resolve(root, `packages/${name}/src/${entry}.ts`) };
    });
  },
};

/** Writes what runs the benchmark, and returns it. */
async function bundle(folder: string): Promise<string> {
  const outfile = resolve(folder, "main.mjs");
  mkdirSync(folder, { recursive: true });
  cpSync(resolve(import.meta.dirname, "peers/torch_server.py"), resolve(folder, "torch_server.py"));
  await build({
    entryPoints: [resolve(import.meta.dirname, "gpu/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "es2022",
    external: ["webgpu"],
    plugins: [sources],
    // The sources' kernels come in by name, too: that dist's manifest calls their modules pure loses nothing.
    logOverride: { "ignored-bare-import": "silent" },
  });
  return outfile;
}

/** Dawn's Linux binary, the only one of 130 MB that a Linux machine needs. */
function packDawn(folder: string): void {
  const from = realpathSync(resolve(root, "packages/gpu/node_modules/webgpu"));
  for (const part of ["package.json", "index.js", "dist/linux-x64"])
    cpSync(resolve(from, part), resolve(folder, "node_modules/webgpu", part), { recursive: true });
}

const packed = process.argv.indexOf("--pack");
const place = process.argv.indexOf("--publish");
if (place > 0) {
  const kept = resolve(import.meta.dirname, "gpu/results.json");
  const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as GpuResults;
  const results = published(existsSync(kept) ? read(kept) : undefined, read(process.argv[place + 1]!));
  writeFileSync(kept, `${JSON.stringify(results, null, 2)}\n`);
  const file = resolve(import.meta.dirname, "RESULTS.md");
  writeFileSync(file, withGpu(readFileSync(file, "utf8")));
} else if (packed > 0) {
  const folder = resolve(process.argv[packed + 1] ?? "gpu-benchmark");
  await bundle(folder);
  packDawn(folder);
} else {
  // Where the package `webgpu` is found.
  const main = await bundle(resolve(root, "packages/gpu/node_modules/.benchmark"));
  await import(pathToFileURL(main).href);
}
