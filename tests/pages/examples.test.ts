import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bundle, bundleAll } from "../../tools/bundle.mjs";
import { pageOf, Site } from "./site.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every ```ts block of the README files, but for those that say by an import that they need Node. */
const examples = ["", ...readdirSync(`${root}/packages`).map((name) => `packages/${name}/`)]
  .map((place) => `${place}README.md`)
  .filter((file) => existsSync(`${root}/${file}`))
  .flatMap((file) =>
    [...readFileSync(`${root}/${file}`, "utf8").matchAll(/^```ts\n(.*?)^```$/gms)]
      .map((match, i) => [file, i + 1, match[1]!] as const)
      .filter(([, , source]) => !/from "(node:.*|@mebae\/[a-z]+\/node|vitest)"/.test(source)),
  );

const nameOf = (file: string, number: number) => `${file} ${number}`;

let site: Site;
let bundles: Record<string, Bundle>;
beforeAll(async () => {
  const programs = examples.map(([file, number, source]) => {
    return [nameOf(file, number), `${source}\nreport("the end");`];
  });
  [site, bundles] = await Promise.all([Site.open(), bundleAll(Object.fromEntries(programs))]);
}, 30_000);
afterAll(() => site.close());

test("most examples need no Node", () => {
  expect(examples.length).toBeGreaterThan(6);
});

test.each(examples)("%s, example %i, runs in a page", async (file, number) => {
  const content = bundles[nameOf(file, number)]!.text;
  site.add("/example.js", { type: "text/javascript", content });
  site.add("/example", pageOf("/example.js"));
  const { value, complaints } = await site.visit("/example");
  expect(value).toBe("the end");
  // Chromium's own words where it has WebGPU and no card: the example says them better.
  expect(complaints.filter((words) => words !== "No available adapters.")).toEqual([]);
});
