import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../../tools/bundle.mjs";
import { isolated } from "../../tools/page.mjs";
import { pageOf, Site } from "./site.js";
import type { ThreadsReport } from "./threads.page.js";

const here = fileURLToPath(new URL(".", import.meta.url));

/** A strict content security policy: WebAssembly, but no source that didn't come from the page's own server. */
const strict = {
  ...isolated,
  "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
};

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  const page = await bundle(`import "${here}/threads.page.ts";`);
  const worker = await bundle('import "@mebae/tensor/worker";');
  const script = (content: string) => ({ type: "text/javascript", content, headers: isolated }) as const;
  site.add("/threads.js", script(page.text));
  site.add("/worker.js", script(worker.text));
  site.add("/nested.js", script(`globalThis.report = postMessage;\n${page.text}`));
  site.add(
    "/nest.js",
    script(`new Worker("/nested.js", { type: "module" }).onmessage = ({ data }) => report(data);`),
  );
  site.add("/isolated", pageOf("/threads.js"));
  site.add("/plain", pageOf("/threads.js", {}));
  site.add("/strict", pageOf("/threads.js", strict));
  site.add("/nested", pageOf("/nest.js"));
});
afterAll(() => site.close());

const two = { isolated: true, threads: { most: 2, joined: 2 }, same: true } satisfies ThreadsReport;

test("an isolated page has threads, which end when the engine is disposed of", async () => {
  // Chromium ends a worker that waits in Atomics two seconds after it was told to.
  const { value, complaints, workers } = await site.visit("/isolated?after=3000");
  expect(complaints).toEqual([]);
  expect(value).toEqual(two);
  expect(workers).toEqual({ started: 1, ended: 1 });
});

test("a worker of an isolated page has threads too", async () => {
  const { value, complaints } = await site.visit("/nested");
  expect(complaints).toEqual([]);
  expect(value).toEqual(two);
});

test("a page that isn't isolated computes on one thread", async () => {
  const { value, complaints, workers } = await site.visit("/plain");
  expect(complaints).toEqual([]);
  expect(value).toEqual({ isolated: false, threads: { most: 1, joined: 1 }, same: true });
  expect(workers.started).toBe(0);
});

test("a policy against inlined source leaves one thread, and right results", async () => {
  const { value, complaints } = await site.visit("/strict");
  expect(value).toEqual({ ...two, threads: { most: 2, joined: 1 } });
  expect(complaints.join()).toMatch(/Content Security Policy/);
});

test("under such a policy the page starts the worker entry itself", async () => {
  const { value, complaints, workers } = await site.visit("/strict?ownWorker");
  expect(complaints).toEqual([]);
  expect(value).toEqual(two);
  expect(workers.started).toBe(1);
});

test("a worker that the page ends costs no result", async () => {
  const { value, complaints } = await site.visit("/isolated?ownWorker&kill");
  expect(complaints).toEqual([]);
  expect(value).toEqual(two);
});
