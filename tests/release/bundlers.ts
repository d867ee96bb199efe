import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import * as vite from "vite";
import { chromium } from "../../tools/machine.mjs";
import { isolated } from "../../tools/page.mjs";
import { Site, type SiteFile } from "../pages/site.js";
import { output } from "./stranger.js";

/** Builds the page `index.html` of a folder and its script `main.js` into another; resolves when all files are written. */
type Bundler = (folder: string, destination: string) => Promise<void>;

export const bundlers: Readonly<Record<"esbuild" | "Vite", Bundler>> = {
  esbuild: async (folder, destination) => {
    mkdirSync(destination, { recursive: true });
    writeFileSync(join(destination, "index.html"), readFileSync(join(folder, "index.html")));
    await esbuild.build({
      entryPoints: [join(folder, "main.js")],
      outdir: destination,
      ...{ bundle: true, splitting: true, minify: true, format: "esm", platform: "browser" },
      logLevel: "silent",
    });
  },
  Vite: async (folder, destination) => {
    await vite.build({
      root: folder,
      configFile: false,
      logLevel: "silent",
      // Its helper for preloading asks for a document, and without Chromium the bundle runs in Node.
      build: { outDir: destination, modulePreload: false, target: "es2022", chunkSizeWarningLimit: 2000 },
    });
  },
};

/** An application of a page and a script, which runs examples one after the other, then reports. */
export function writeApplication(folder: string, examples: readonly string[]): void {
  const page = '<!doctype html><title>Mebae</title><script type="module" src="./main.js"></script>\n';
  const imports = examples.map((name) => `await import("./${name}");\n`);
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "main.js"), `${imports.join("")}report("the end");\n`);
}

const types: Readonly<Record<string, SiteFile["type"]>> = { html: "text/html", js: "text/javascript" };

/** Runs a built application, in a page where there is a Chromium and otherwise in this Node; resolves to what it reported. */
export async function runApplication(built: string): Promise<unknown> {
  const files = readdirSync(built, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.(html|js)$/.test(name));
  if (!chromium()) {
    const main = /src="\.?\/(.*?)"/.exec(readFileSync(join(built, "index.html"), "utf8"))![1]!;
    const report = "data:text/javascript,globalThis.report = console.log";
    return (await output(process.execPath, ["--import", report, main], built)).trim().split("\n").at(-1);
  }
  const site = await Site.open();
  try {
    for (const name of files) {
      const content = readFileSync(join(built, name), "utf8");
      site.add(`/${name}`, { type: types[name.split(".").at(-1)!]!, content, headers: isolated });
    }
    const { value, complaints } = await site.visit("/index.html");
    // Chromium's own words where it has WebGPU and no card: the example of @mebae/gpu says them better.
    const others = complaints.filter((words) => words !== "No available adapters.");
    return others.length > 0 ? others : value;
  } finally {
    await site.close();
  }
}
