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

export default defineConfig({
  // gzip looks back over 32 KB. The kernels' modules as text, in the middle of the code, would hide one half of it from
  // the other: as files of their own they stand before it, and a bundle takes 0.3 KB less.
  ...library([...entry, "src/cpu/kernels/*.generated.ts"]),
  dts: { entry },
  tsconfig: "tsconfig.json",
  // methods.ts takes all of index.ts as one object. Bundled, that object would name every op, and nobody's bundler
  // could leave an op out: 20 KB more in a program that trains a small network.
  external: ["./index.js"],
});
