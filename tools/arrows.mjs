// Checks the direction of imports (see .dependency-cruiser.mjs).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const folders = ["packages", "apps", "tests", "benchmarks"].filter((folder) => existsSync(folder));
const { status } = spawnSync(
  "node_modules/.bin/depcruise",
  ["--config", ".dependency-cruiser.mjs", "--output-type", "err-long", ...folders],
  { stdio: "inherit", shell: process.platform === "win32" },
);
process.exitCode = status ?? 1;
