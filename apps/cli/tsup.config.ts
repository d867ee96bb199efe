import { defineConfig } from "tsup";
import { program } from "../../tools/tsup.mjs";

export default defineConfig(program(["src/main.ts"]));
