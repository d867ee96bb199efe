import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, cpus, release, totalmem, type } from "node:os";

/** What the numbers were measured on, in words by name. */
export type Machine = Readonly<Record<string, string>>;

const require = createRequire(import.meta.url);

/** The first line that a program prints, or why there is none. */
function lineOf(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, [...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split(
      "\n",
    )[0]!;
  } catch {
    return "absent";
  }
}

/** The version in a package's manifest, whatever its exports allow. */
function versionOf(name: string): string {
  const entry = require.resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(`/${name}/`) + name.length + 2);
  return (JSON.parse(readFileSync(`${folder}package.json`, "utf8")) as { version: string }).version;
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? type();
  } catch {
    return type();
  }
}

export function describeMachine(): Machine {
  const [first] = cpus();
  return {
    CPU: `${first?.model.trim() ?? "unknown"}, ${cpus().length} cores, ${arch()}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    system: `${distribution()}, ${type()} ${release()}`,
    Node: `${process.version}, V8 ${process.versions.v8}`,
    Chromium: lineOf("/usr/bin/chromium", ["--version"]),
    PyTorch: lineOf("/usr/bin/python3", ["-c", "import torch; print(torch.__version__)"]),
    "jax-js": versionOf("@jax-js/jax"),
    "TensorFlow.js": versionOf("@tensorflow/tfjs"),
  };
}
