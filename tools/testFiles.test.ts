import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { filesThatShareModules } from "./testFiles.mjs";

const root = mkdtempSync(join(tmpdir(), "mebae-files-"));
afterAll(() => rmSync(root, { recursive: true }));

test("files that change or count what modules hold have copies of their own", () => {
  const folder = join(root, "packages/a/src/inner");
  mkdirSync(folder, { recursive: true });
  const files = {
    "plain.test.ts": `import { memory } from "@mebae/tensor"; test("x", () => expect(previous.bytes).toBe(3));`,
    "module.ts": "export const x = 1;",
    "mocks.test.ts": 'vi.mock("./module.js");',
    "backend.test.ts": "useBackend(reference);",
    "threads.test.ts": "setThreads(2);",
    "leaks.test.ts": "expect(memory().tensors).toBe(before);",
    "environment.test.ts": 'process.env["HOME"] = "/";',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(filesThatShareModules(root)).toEqual([join("packages/a/src/inner/plain.test.ts")]);
});
