import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { BrowserContext } from "playwright";
import { root } from "../../tools/pack.mjs";

const folder = join(root, "apps/demo/dist");

/** The scripts of the built page that a context asks for from now on, in its workers too. */
export class LoadedScripts {
  readonly #names = new Set<string>();

  constructor(context: BrowserContext) {
    context.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith(".js")) this.#names.add(pathname.slice(1));
    });
  }

  /** Those and the service worker, in bytes after gzip -9, the largest first. */
  sizes(): { name: string; bytes: number }[] {
    return [...this.#names, "serviceWorker.js"]
      .map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length }))
      .sort((a, b) => b.bytes - a.bytes);
  }
}

export const sumOf = (sizes: readonly { bytes: number }[]): number =>
  sizes.reduce((sum, { bytes }) => sum + bytes, 0);
