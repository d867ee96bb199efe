import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../bundle.js";
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

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

test("most examples need no Node", () => {
  expect(examples.length).toBeGreaterThan(6);
});

test.each(examples)("%s, example %i, runs in a page", async (_file, _number, source) => {
  const { text } = await bundle(`${source}\nreport("the end");`);
  site.add("/example.js", { type: "text/javascript", content: text });
  site.add("/example", pageOf("/example.js"));
  const { value, complaints } = await site.visit("/example");
  expect(value).toBe("the end");
  // Chromium's own words where it has WebGPU and no card: the example says them better.
  expect(complaints.filter((words) => words !== "No available adapters.")).toEqual([]);
});
