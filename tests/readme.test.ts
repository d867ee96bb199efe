import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = fileURLToPath(new URL(".readme", import.meta.url));

/** The READMEs, and the pages of packages that have a folder of them. */
const pages = ["", ...readdirSync(`${root}/packages`).map((name) => `packages/${name}/`)].flatMap((place) => {
  const docs = existsSync(`${root}/${place}docs`) ? readdirSync(`${root}/${place}docs`) : [];
  return [
    `${place}README.md`,
    ...docs.filter((file) => file.endsWith(".md")).map((file) => `${place}docs/${file}`),
  ];
});

/** Their TypeScript examples: every ```ts block is a program that runs. */
const examples = pages
  .filter((file) => existsSync(`${root}/${file}`))
  .flatMap((file) =>
    [...readFileSync(`${root}/${file}`, "utf8").matchAll(/^```ts\n(.*?)^```$/gms)].map(
      (match, i) => [file, i + 1, match[1]!] as const,
    ),
  );

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(examples)("%s, example %i", async (file, number, source) => {
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${file.replaceAll("/", "-")}-${number}.ts`;
  writeFileSync(path, `${source}\nexport {};\n`);
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await import(/* @vite-ignore */ path);
  expect(log).toHaveBeenCalled();
});
