import { defineConfig } from "tsup";
import { library } from "../../tools/tsup.mjs";

const entry = [
  "src/index.ts",
  "src/backend.ts",
  "src/cases.ts",
  "src/methods.ts",
  "src/scalar.ts",
  "src/worker.ts",
];

export default defineConfig(library(entry, { tsconfig: "tsconfig.json" }));
