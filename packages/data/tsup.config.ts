import { defineConfig } from "tsup";
import { library } from "../../tools/tsup.mjs";

export default defineConfig(library(["src/index.ts", "src/node.ts"]));
