// Checks and times the GPU's products and convolutions on the card of this machine, beside PyTorch's CUDA where there is a
// torch (PYTHON names its Python), from the sources, in one call:
//   node benchmarks/gpu.ts [--json FILE] [--only PART-OF-A-NAME]
// A software adapter is checked on small sizes, and no speed is printed for it. Dawn needs a Vulkan driver: on a machine
// without a card `VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json` names SwiftShader.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = resolve(import.meta.dirname, "..");
// Where the package `webgpu` is found.
const folder = resolve(root, "packages/gpu/node_modules/.benchmark");
mkdirSync(folder, { recursive: true });
const outfile = resolve(folder, "main.mjs");
await build({
  entryPoints: [resolve(import.meta.dirname, "gpu/main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "es2022",
  alias: {
    "@mebae/gpu/codegen": resolve(root, "packages/gpu/src/codegen.ts"),
    "@mebae/tensor/backend": resolve(root, "packages/tensor/src/backend.ts"),
    "@mebae/tensor": resolve(root, "packages/tensor/src/index.ts"),
  },
});
const { main } = (await import(pathToFileURL(outfile).href)) as { main: () => Promise<void> };
await main();
