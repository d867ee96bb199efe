import { defineConfig } from "tsup";
import { library } from "../../tools/tsup.mjs";

export default defineConfig({
  ...library(["src/index.ts", "src/cases.ts", "src/methods.ts", "src/scalar.ts", "src/worker.ts"]),
  // methods.ts takes all of index.ts as one object. Bundled, that object would name every op, and nobody's bundler
  // could leave an op out: 20 KB more in a program that trains a small network.
  external: ["./index.js"],
});
