import { defineConfig } from "tsup";
import { library } from "../../tools/tsup.mjs";

const entry = ["src/index.ts", "src/node.ts"];

// Papa Parse by itself, for bundlers to leave out: 7.7 KB of a program that only draws batches.
export default defineConfig({ ...library([...entry, "src/table/papaParse.ts"]), dts: { entry } });
