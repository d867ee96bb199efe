import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const require = createRequire(import.meta.url);

/** A page that does nothing but pass requests on to its worker: `ask(request)` resolves to the reply. */
const html = `<!doctype html><title>benchmarks</title><script>
const worker = new Worker("/workerServer.js", { type: "module" });
window.ask = (request) => new Promise((resolve) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => resolve({ error: event.message || "the worker doesn't load" });
  worker.postMessage(request);
});
</script>`;

/** The worker with its libraries as a user's bundler makes them: built packages, each library a chunk of its own. */
async function bundleWorker(): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("workerServer.ts", import.meta.url))],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    outdir: "/",
    write: false,
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, contents }) => [`/${basename(path)}`, contents]));
}

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** Serves the page cross-origin isolated, so that memory may be shared, with the files of values in `folder`. */
export async function servePage(folder: string): Promise<{ url: string; server: Server }> {
  const scripts = await bundleWorker();
  const wasm = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
  const find = async (path: string): Promise<Uint8Array | string> => {
    if (path === "/index.html") return html;
    if (path.startsWith("/values/")) return readFile(join(folder, basename(path)));
    if (path.startsWith("/tfjs/")) return readFile(join(wasm, basename(path)));
    const script = scripts.get(path);
    if (!script) throw new Error(`nothing at ${path}`);
    return script;
  };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url!, "http://localhost").pathname;
    try {
      const content = await find(path);
      response.writeHead(200, {
        "content-type": types[path.slice(path.lastIndexOf("."))] ?? "application/octet-stream",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
