// Turbo's task `generate` of @mebae/tensor: AssemblyScript kernels to git-ignored modules.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const script = resolve("scripts/build-kernels.mjs");
if (existsSync(script)) execFileSync(process.execPath, [script], { stdio: "inherit" });
