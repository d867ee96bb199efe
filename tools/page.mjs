import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { preview } from "vite";

const root = fileURLToPath(new URL("../apps/demo", import.meta.url));

/** The page's rooms, by what stands behind "#" in an address. */
export const rooms = ["train", "draw", "regularize", "likelihood", "backward"];

/** What gives a page shared memory, and so threads. */
export const isolated = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Serves the built page on a free port of this machine, as `pnpm demo` does, or without the two headers, as a plain host
 * does. Resolves to Vite's server and its address.
 */
export async function servePage({ isIsolated = true } = {}) {
  if (!existsSync(`${root}/dist/index.html`)) throw new Error("the page isn't built: run `pnpm build`");
  const server = await preview({
    root,
    configFile: false,
    logLevel: "error",
    base: "./",
    preview: { host: "127.0.0.1", port: 0, headers: isIsolated ? isolated : {} },
  });
  return { server, address: server.resolvedUrls.local[0] };
}
