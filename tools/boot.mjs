// `npm start`, `npm test` and `pnpm demo` on a machine with nothing but Node 20 and npm: fetches the Node and the pnpm that the
// workspace needs through npm, installs what the lockfile says, builds, and hands over to tools/start.mjs,
// tools/test.mjs or tools/demo.mjs. It has no dependency, and the old Node that starts it must be able to parse it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const NODE = "24.21.0";
const PNPM = "12.21.0";
const STAMP = "node_modules/.cache/mebae-install";
const root = fileURLToPath(new URL("..", import.meta.url));
const windows = process.platform === "win32";

process.chdir(root);
process.env.TURBO_TELEMETRY_DISABLED = "1";
process.env.DO_NOT_TRACK = "1";

/** Runs a program on this terminal and returns its exit status. */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: windows, ...options });
  if (error) console.error(`mebae: ${command} did not start: ${error.message}`);
  return status ?? 1;
}

/** tsup asks for Node ^22.18 or ^24.11. */
function nodeIsNewEnough() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24;
}

function pnpmIsThere() {
  const { stdout } = spawnSync("pnpm", ["--version"], { encoding: "utf8", shell: windows, cwd: root });
  return stdout?.trim() === PNPM;
}

/**
 * npm's package with the Node of this platform. The umbrella package `node` would do the same by an install script,
 * which fails under npm 11.19: it starts a second npm, and that refuses the inherited `--allow-scripts`.
 */
function nodePackage() {
  const { platform, arch } = process;
  const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${windows ? "win" : platform}-${arch}@${NODE}`;
}

const isNpmSetting = (name) => name.toLowerCase().startsWith("npm_config_");

/** Takes the arguments out of the environment, and npx's own settings, which would break an `npm install` in a test. */
function takeOver() {
  const { args, settings } = JSON.parse(process.env.MEBAE_BOOT);
  delete process.env.MEBAE_BOOT;
  for (const name of Object.keys(process.env)) {
    if (isNpmSetting(name) && !settings.includes(name)) delete process.env[name];
  }
  return args;
}

/** Starts this script again under the right Node and pnpm; the arguments travel in the environment, unquoted. */
function fetchTools(args) {
  const packages = nodeIsNewEnough() ? [`pnpm@${PNPM}`] : [nodePackage(), `pnpm@${PNPM}`];
  const settings = Object.keys(process.env).filter(isNpmSetting);
  const env = { ...process.env, MEBAE_BOOT: JSON.stringify({ args, settings }) };
  process.on("SIGINT", () => {}); // Ctrl-C is for the program inside, which may want to save before it ends
  const npx = ["-y", "--prefer-offline", "--allow-scripts=pnpm", ...packages.flatMap((name) => ["-p", name])];
  return run("npx", [...npx, "-c", windows ? '"node tools/boot.mjs"' : "node tools/boot.mjs"], { env });
}

/** What an install depends on, as one hash. */
function installKey() {
  const hash = createHash("sha256").update(process.platform + process.arch);
  const rooms = ["packages", "apps"].flatMap((room) => readdirSync(room).map((name) => `${room}/${name}`));
  const manifests = [".", ...rooms.sort(), "tests", "benchmarks"].map((folder) => `${folder}/package.json`);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests.filter(existsSync)]) {
    hash.update(readFileSync(file));
  }
  return hash.digest("hex");
}

function install() {
  const key = installKey();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === key) return 0;
  const status = run("pnpm", ["install", "--frozen-lockfile", "--trust-lockfile"]);
  if (status === 0) {
    mkdirSync("node_modules/.cache", { recursive: true });
    writeFileSync(STAMP, key);
  }
  return status;
}

async function main(args) {
  const fetched = process.env.MEBAE_BOOT !== undefined;
  if (!fetched && !(nodeIsNewEnough() && pnpmIsThere())) return fetchTools(args);
  if (!nodeIsNewEnough()) {
    console.error(
      `mebae: expected Node ^22.18 or >=24.11, found ${process.versions.node}; fetching it failed`,
    );
    return 1;
  }
  const [command, ...rest] = fetched ? takeOver() : args;
  if (!["start", "test", "demo"].includes(command)) {
    console.error(`mebae: expected "start", "test" or "demo", found ${JSON.stringify(command)}`);
    return 2;
  }
  const status = install();
  if (status !== 0) return status;
  const { default: task } = await import(`./${command}.mjs`);
  return task(rest);
}

process.exitCode = await main(process.argv.slice(2));
