import { injectManifest } from "@serwist/build";
import { defineConfig, type Plugin } from "vite";
import { isolated } from "../../tools/page.mjs";

/** Writes the list of the built files into the service worker, which fetches them all at the first visit. */
function offline(): Plugin {
  return {
    name: "mebae-offline",
    apply: "build",
    async closeBundle() {
      const file = "dist/serviceWorker.js";
      await injectManifest({
        swSrc: file,
        swDest: file,
        globDirectory: "dist",
        globPatterns: ["**/*.{html,js,css,svg,wasm,webmanifest}"],
        globIgnores: ["serviceWorker.js"],
        dontCacheBustURLsMatching: /^assets\//,
        maximumFileSizeToCacheInBytes: 4 << 20,
      });
    },
  };
}

const compressors = new URL("./src/train/worker/files/compressors.ts", import.meta.url).pathname;

export default defineConfig({
  resolve: { alias: { "hyparquet-compressors": compressors } },
  // Relative addresses, so that the built folder works at any path of any host.
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  worker: { format: "es" },
  server: { headers: isolated },
  preview: { headers: isolated },
  build: {
    target: "es2022",
    rollupOptions: {
      input: { page: "index.html", serviceWorker: "src/offline/serviceWorker.ts" },
      output: {
        entryFileNames: ({ name }) =>
          name === "serviceWorker" ? "serviceWorker.js" : "assets/[name]-[hash].js",
      },
    },
  },
  plugins: [offline()],
});
