import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Tests run on the sources: @mebae/NAME and @mebae/NAME/ENTRY are packages/NAME/src/{index,ENTRY}.ts. */
const alias = [
  { find: /^@mebae\/([a-z]+)$/, replacement: `${source("packages")}/$1/src/index.ts` },
  { find: /^@mebae\/([a-z]+)\/([a-z]+)$/, replacement: `${source("packages")}/$1/src/$2.ts` },
];

export default defineConfig({
  resolve: { alias },
  // `using` is lowered: Node 22 doesn't know it yet.
  oxc: { target: "es2022" },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "node",
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/*/src/**/*.test.ts",
            "tests/**/*.test.ts",
            "tools/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "**/dist/**"],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
