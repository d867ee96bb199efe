import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const read = (name: string) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), "utf8");

/** What both languages must share: code, links and the number of headings. A picture of the page speaks the language. */
function skeleton(text: string) {
  return {
    code: [...text.matchAll(/^```\w+\n.*?^```$/gms)].map(([block]) => block),
    links: [...text.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link]) => link!.replace(/\.ja\.png$/, ".png"))
      .filter((link) => !link.startsWith("README")),
    headings: text.match(/^#+ /gm)!.map((heading) => heading.trim()),
  };
}

test("the Japanese README has the same code, links and headings as the English one", () => {
  expect(skeleton(read("README.ja.md"))).toEqual(skeleton(read("README.md")));
});
