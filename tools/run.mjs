import { spawn } from "node:child_process";

const windows = process.platform === "win32";

/** A program of the workspace's own node_modules. */
export const bin = (name) => `node_modules/.bin/${name}`;

/** Runs a program on this terminal; resolves to its exit status. */
export function runHere(command, args, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: "inherit",
      shell: windows && command !== process.execPath,
      env: { ...process.env, ...environment },
    });
    child.on("error", (error) => {
      console.error(`${command} did not start: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Runs a program and collects what it prints; resolves to { status, output }. */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      shell: windows && command !== process.execPath,
      ...options,
    });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) =>
      resolve({ status: 1, output: `${command} did not start: ${error.message}\n` }),
    );
    child.on("close", (code) => resolve({ status: code ?? 1, output }));
  });
}
