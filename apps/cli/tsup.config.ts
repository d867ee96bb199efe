import { defineConfig } from "tsup";
import { library } from "../../tools/tsup.mjs";

// A program, not a library: it runs in Node alone and nobody imports its types.
export default defineConfig({ ...library(["src/main.ts"]), platform: "node", dts: false });
